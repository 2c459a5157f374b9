#!/bin/sh
# Makes the PDFs of this folder again, by programs that are not ours. Needs python3-reportlab, qpdf
# and fonts-dejavu-core (Debian). make.sh FOLDER
set -eu
cd "$1"
/usr/bin/python3 - <<'END'
from reportlab import rl_config
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen import canvas

rl_config.invariant = 1  # no date in the file
pdfmetrics.registerFont(TTFont("DejaVu", "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf"))

def write(page, font, lines):
    text = page.beginText(72, 760)
    text.setFont(font, 11, 15)
    for line in lines:
        text.textLine(line)
    page.drawText(text)
    page.showPage()

def new(name):
    page = canvas.Canvas(name, pageCompression=1)
    page.setTitle("The Tides of the Channel")
    return page

first = ["The tide comes in twice a day. The moon pulls at the water, and",
         "the water follows her round the world, late by some hours."]
second = ["Twice a month sun and moon pull together: these are the spring tides,",
          "which are the highest. Between them are the neap tides."]
third = ["En \u00e9t\u00e9 la mer est plus chaude, et la mar\u00e9e la plus \u00e9lev\u00e9e est celle de",
         "septembre."]

page = new("three_pages.pdf")
write(page, "Helvetica", first)
write(page, "Times-Roman", second)
write(page, "DejaVu", third)
page.save()

page = new("scan.pdf")
write(page, "Helvetica", first)
page._code.append("q 400 0 0 400 100 200 cm BI /W 2 /H 2 /CS /G /BPC 8 /F /AHx ID 00FFFF00> EI Q")
page.showPage()
page.save()

# Pages in the order of their objects, so that the second stream is the second page's.
page = canvas.Canvas("whole.pdf", pageCompression=0)
for lines in first, second, third[1:]:
    write(page, "Helvetica", lines)
page.save()
END
qpdf --compress-streams=y --object-streams=disable --deterministic-id whole.pdf packed.pdf
/usr/bin/python3 - <<'END'
bytes = open("packed.pdf", "rb").read()
at = -1
for _ in range(2):
    at = bytes.index(b"stream\n", bytes.index(b"/FlateDecode", at + 1)) + 7
end = bytes.index(b"endstream", at)
open("broken_page.pdf", "wb").write(bytes[:at] + b"\xff" * (end - at - 1) + bytes[end - 1:])
END
lock() { # USER_PASSWORD FILE
  qpdf --static-id --static-aes-iv --allow-weak-crypto --encrypt "$1" owner 128 --use-aes=y -- \
    packed.pdf "$2"
}
lock secret locked.pdf
lock '' locked_for_owner.pdf
qpdf --deterministic-id --linearize packed.pdf linear.pdf
head -c "$(($(wc -c <linear.pdf) * 98 / 100))" linear.pdf >truncated.pdf
rm whole.pdf packed.pdf linear.pdf
cat >cyclic_tree.pdf <<'END'
%PDF-1.4
1 0 obj
<< /Type /Catalog /Pages 2 0 R >>
endobj
2 0 obj
<< /Type /Pages /Kids [3 0 R 2 0 R] /Count 3 >>
endobj
3 0 obj
<< /Type /Pages /Parent 2 0 R /Kids [2 0 R] /Count 2 >>
endobj
trailer
<< /Root 1 0 R /Size 4 >>
%%EOF
END
