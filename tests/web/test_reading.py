from tests.kb.documents import document
from web.reading import lay_out, page_at, quoted_span

PAGED = document("# One", "First.", "Second.", "## Two", "Third.", pages=(1, 1, 2, 2, 4))


def test_a_page_is_named_where_it_begins() -> None:
    assert [part.page for part in lay_out(PAGED, None)] == [1, None, 2, None, 4]
    assert [page_at(PAGED, PAGED.text.index(word)) for word in ("One", "Second", "Two", "Third")] == [1, 2, 2, 4]


def test_a_document_without_pages_names_none() -> None:
    plain = document("First.", "Second.")
    assert [part.page for part in lay_out(plain, None)] == [None, None]
    assert page_at(plain, 0) is None


def test_headings_have_anchors_of_their_own() -> None:
    anchors = [part.anchor for part in lay_out(PAGED, None)]
    assert anchors == ["part-1", None, None, "part-4", None]


def test_the_parts_join_to_the_blocks_whatever_is_quoted() -> None:
    blocks = [PAGED.text[block.start : block.end] for block in PAGED.blocks]
    for start in range(len(PAGED.text)):
        for end in range(start + 1, len(PAGED.text) + 1):
            parts = lay_out(PAGED, quoted_span(str(start), str(end), PAGED))
            assert [part.text for part in parts] == blocks
            marks = [segment for part in parts for segment in part.segments if segment.quoted]
            assert [segment.first for segment in marks] == [n == 0 for n in range(len(marks))]
