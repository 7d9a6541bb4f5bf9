"""One page of a PDF -> a grey image (PGM) on stdout. `ocr` runs it as a program of its own: page_image.py PDF PAGE

PDFium is C++ and meets files from anywhere; in a process with bounds of its own, a file that makes it crash or eat
memory costs one page.
"""

import resource
import sys

DOTS_PER_INCH = 300
MAX_SIDE = 5000  # pixels; an A4 page has 3508
MAX_MEMORY = 2_000_000_000


def main(path: str, number: int) -> None:
    """Write the image of the page `number`, from 1."""
    resource.setrlimit(resource.RLIMIT_AS, (MAX_MEMORY, MAX_MEMORY))
    import pypdfium2

    page = pypdfium2.PdfDocument(path)[number - 1]
    scale = min(DOTS_PER_INCH / 72, MAX_SIDE / max(1, *page.get_size()))
    bitmap = page.render(scale=scale, grayscale=True)
    sys.stdout.buffer.write(b"P5 %d %d 255\n" % (bitmap.width, bitmap.height))
    rows = memoryview(bitmap.buffer).cast("B")
    for top in range(0, bitmap.stride * bitmap.height, bitmap.stride):
        sys.stdout.buffer.write(rows[top : top + bitmap.width])


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
