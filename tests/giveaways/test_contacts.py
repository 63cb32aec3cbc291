"""Numbers, addresses and accounts by which a stranger could find a child."""

import pytest

from app.giveaways import FindingKind
from tests.giveaways.found import found


@pytest.mark.parametrize(
    "number",
    [
        "0412 345 678",
        "0412345678",
        "+61 412 345 678",
        "+61 (0)2 9123 4567",
        "(02) 9123 4567",
        "1300 123 456",
        "021 123 4567",
        "(415) 555-0132",
        "415-555-0132",
        "415.555.0132",
        "1-800-555-0199",
        "+1 415 555 0132",
        "020 7946 0018",
        "07700 900123",
        "+44 20 7946 0018",
        "06 12 34 56 78",
        "030 12345678",
        "0171/1234567",
        "+49 30 123456",
        "0041 44 668 18 00",
        "+34 612 345 678",
        "０４１２ ３４５ ６７８",
        "٠٤١٢٣٤٥٦٧٨",
        "0412\u200b345\u00a0678",
        "0412 **345** 678",
        "0412–345–678",
    ],
)
def test_phones(number: str) -> None:
    assert found(f"It is {number}, ok?", FindingKind.PHONE) == [number]


@pytest.mark.parametrize("text", ["call 9123 4567", "my number is 555-0132", "Mob: 612345678"])
def test_short_numbers_need_a_word_before_them(text: str) -> None:
    assert len(found(text, FindingKind.PHONE)) == 1
    assert found(text[text.index(next(filter(str.isdigit, text))) :], FindingKind.PHONE) == []


@pytest.mark.parametrize(
    "text",
    [
        "3.14159 26535 89793 23846 26433 83279",
        "3.0412345678",
        "It was 2019-2020 and 1914-1918.",
        "01/02/2012, 2012-03-04 10.30, 01-02-2012 10 12",
        "ISBN 978-0-306-40615-7, 0-306-40615-2 and ISBN 0306406152",
        "1,000,000 and 149 597 870 km and 299792458",
        "We won 10-2, 3-1 and 21-19.",
        "0101010101 is binary",
        "0123456789 are the digits",
        "01 02 03 04 05 06 07 08",
        "12 + 34 = 46; 1234 * 5678 = 7006652",
        "5 000 000 000 people",
        "x = 0.0000001234567",
        "At 08:30 we had 09.30 10.45 11.20 left",
        "$0412345678",
        "Question 1 2 3 4 5 6 7 8 9 10",
        "1 2\n3 4\n5 6\n0 1\n2 3",
    ],
)
def test_other_numbers(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    "address",
    [
        "bob@example.org",
        "bob.m+x@mail.example.co.uk",
        "bob＠gmail.com",
        "bob @ gmail.com",
        "bob at gmail dot com",
        "bob at gmail.com",
        "bob[at]gmail[dot]com",
        "bob (at) example.org",
        "bob@gmail",
        "b**ob**@gmail.com",
        "bob&#64;gmail.com",
        "bob%40gmail.com",
        "b\u200bob@gm\u200dail.com",
        "zoë@münchen.de",
    ],
)
def test_emails(address: str) -> None:
    assert found(f"Write to {address} now", FindingKind.EMAIL) == [address]


@pytest.mark.parametrize(
    "text",
    [
        "We met at school.Then we left.",
        "We are at home. It is late.",
        "look at google.com",
        "meet @ school. Then go",
        "2 @ 3 is odd, x@y",
        "A dot at the end",
        "@everyone look at this",
    ],
)
def test_no_emails(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    "address",
    [
        "12 Smith Street",
        "Unit 4/12 Smith St",
        "4/12 Old South Rd",
        "12a Smith Ct",
        "123 N. Main St",
        "221B Baker Street",
        "12 smith street",
        "PO Box 12",
        "P.O. Box 345",
        "NSW 2000",
        "SW1A 1AA",
        "K1A 0B1",
        "Hauptstraße 12",
        "Berliner Straße 5a",
        "Gartenweg 7",
        "Kerkstraat 14",
        "12 rue de la Paix",
        "3 bis rue Victor Hugo",
        "5 place de la République",
        "Calle Mayor 5",
        "C/ Gran Vía 12",
        "Via Roma 12",
    ],
)
def test_addresses(address: str) -> None:
    assert found(f"I live at {address}.", FindingKind.ADDRESS) == [address]


def test_an_american_place() -> None:
    assert found("Springfield, IL 62704", FindingKind.ADDRESS) == ["IL 62704"]


@pytest.mark.parametrize(
    "text",
    [
        "There are 5 cars on the road.",
        "I ran 3 miles down the street.",
        "We came 2nd place in 1st Street.",
        "It took 10 minutes on the way.",
        "Page 12 of the road book",
        "In 1945 the war came to the court.",
        "There were 20 people in the square",
        "2 big parade floats",
        "I got 5 place names right",
        "During 1945, Spring 12",
        "Year 5 and Year 6 drive a cart",
        "OK 12345 is big. ME 10000 too.",
        "C6 and H2O",
        "The box held 12 pens",
        "The Calle is long; rue the day",
        "3 good ideas",
    ],
)
def test_no_addresses(text: str) -> None:
    assert found(text, FindingKind.ADDRESS) == []


@pytest.mark.parametrize(
    "account",
    [
        "instagram.com/foxy.girl",
        "tiktok.com/@foxy",
        "youtube.com/@foxyvlogs",
        "snapchat.com/add/foxy",
        "discord.gg/abc123",
        "@foxy_22",
        "insta is foxy_xx1",
        "roblox: foxy2012",
        "discord name is @foxyfox",
    ],
)
def test_profiles(account: str) -> None:
    assert found(f"See {account} for more", FindingKind.PROFILE) == [account]


@pytest.mark.parametrize(
    "text",
    [
        "https://www.youtube.com/watch?v=abc123",
        "https://www.instagram.com/p/abc123",
        "My roblox is fun and minecraft is great.",
        "@everyone hello",
        "Snap: the twig broke",
        "https://example.org/users/12",
    ],
)
def test_no_profiles(text: str) -> None:
    assert found(text) == []
