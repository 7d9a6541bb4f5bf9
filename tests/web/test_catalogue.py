from kb.types import Document
from tests.kb.documents import document
from web.catalogue import PER_PAGE, Catalogue, Wanted


def _documents(count: int) -> list[Document]:
    return [document("Text.", name=f"d{n:03}.en", title=f"Title {n}") for n in range(count)]


def test_a_long_list_comes_in_pages_without_loss() -> None:
    catalogue = Catalogue(_documents(PER_PAGE * 2 + 1))
    pages = [catalogue.find(Wanted(page=n), "en") for n in (1, 2, 3)]
    assert [len(page.entries) for page in pages] == [PER_PAGE, PER_PAGE, 1]
    assert len({entry.id for page in pages for entry in page.entries}) == PER_PAGE * 2 + 1
    assert {(page.count, page.pages) for page in pages} == {(PER_PAGE * 2 + 1, 3)}


def test_a_page_beyond_the_last_is_the_last() -> None:
    catalogue = Catalogue(_documents(3))
    assert catalogue.find(Wanted(page=9), "th").wanted.page == 1
    assert catalogue.find(Wanted(page=0), "th").wanted.page == 1


def test_no_documents_make_one_empty_page() -> None:
    found = Catalogue([]).find(Wanted("x"), "th")
    assert (found.entries, found.count, found.pages, found.wanted.page) == ((), 0, 1, 1)


def test_decomposed_and_upper_case_words_are_found() -> None:
    catalogue = Catalogue([document("Text.", name="a.th", title="นํ้าใจ CAFÉ")])
    assert catalogue.find(Wanted("น้ำ cafe\u0301"), "th").count == 1


def test_a_twin_has_the_same_name_and_the_other_language() -> None:
    catalogue = Catalogue([document("Text.", name=name) for name in ("a.en", "a.th", "b.en", "plain")])
    assert [getattr(catalogue.twin(name), "id", None) for name in ("a.en", "a.th", "b.en", "plain", "c.th")] == [
        "a.th",
        "a.en",
        None,
        None,
        None,
    ]
