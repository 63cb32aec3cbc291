"""A Space: what there is to do in it."""

from tests.support.cast import Campus, Visitor


def test_everyone_of_the_class_sees_what_there_is_to_do(
    campus: Campus, teacher: Visitor, student: Visitor, onlooker: Visitor
) -> None:
    campus.visit("wattle-park", "s501", "5b/books")
    for visitor in (teacher, student, onlooker):
        page = visitor.get(visitor.space)
        assert page.status == 200
        assert page.title == "Year 5 Blue"
        first, second = page.soup.select("main li a")
        assert first["href"] == visitor.place
        assert visitor.get(second["href"]).title == second.get_text()


def test_outsiders_and_the_other_class_are_told_nothing(
    campus: Campus, student: Visitor, outsider: Visitor
) -> None:
    other_class = campus.visit("wattle-park", "s601", "6g/rain")
    for visitor in (outsider, other_class):
        page = visitor.get(student.space)
        assert (page.status, page.error_code) == (404, "not_found")
        assert "Blue" not in page.text
        assert student.get(visitor.space).status == 404


def test_it_takes_no_posts(student: Visitor) -> None:
    page = student.post(student.space, title="x")
    assert (page.status, page.error_code) == (405, "wrong_method")
