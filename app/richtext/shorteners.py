"""Services whose links hide where they lead.

A host belongs here when anybody can make links on it that lead anywhere. Short names that lead to
their owner's pages only (youtu.be, forms.gle) do not.
"""

_NAMES = """
adf.ly bit.do bit.ly bitly.com bl.ink buff.ly clck.ru cli.gs cutt.ly dlvr.it dub.sh fb.me
gg.gg goo.gl ift.tt is.gd j.mp kutt.it lnkd.in mcaf.ee ouo.io ow.li ow.ly oxford.ly qr.ae
rb.gy rebrand.ly reurl.cc s.id short.gy short.io shorte.st shorturl.asia shorturl.at shrtco.de
snip.ly soo.gd spoo.me surl.li t.co t.ly tiny.cc tiny.one tinylink.net tinyurl.com tr.im
trib.al u.nu u.to ulvis.net urlz.fr v.gd vk.cc wp.me x.co x.gd y2u.be zpr.io
"""

SHORTENERS = frozenset(_NAMES.split())
