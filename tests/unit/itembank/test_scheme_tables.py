import pytest

from itembank.programmes import Scheme, UnknownProgramme, get_programme
from itembank.scheme_tables import (
    NO_TABLES,
    moment_of,
    read_tables,
    table_to_document,
    tables_of_documents,
)


class TestStoredTables:
    @pytest.mark.parametrize("programme", ["covaar", "ct", "nivo"])
    def test_are_read_as_they_were_written(self, programme: str) -> None:
        tables = tables_of_documents(programme)
        documents: list[object] = [table_to_document(one) for one in tables.all]

        assert documents
        assert read_tables(get_programme(programme).scheme, documents) == tables

    def test_there_are_none_where_cut_scores_decide(self) -> None:
        assert tables_of_documents("mo") == read_tables(Scheme.CUT_SCORES, []) == NO_TABLES

    @pytest.mark.parametrize(
        ("programme", "moments"),
        [
            pytest.param("covaar", ["intake"], id="bands of the only moment"),
            pytest.param("nivo", ["intake"], id="a routing of the only moment"),
            pytest.param("ct", ["ct_a1_a2", "ct_b1_b2"], id="levels of each test"),
        ],
    )
    def test_belong_to_a_moment(self, programme: str, moments: list[str]) -> None:
        assert [moment_of(one) for one in tables_of_documents(programme).all] == moments

    def test_of_a_programme_that_is_not_there(self) -> None:
        with pytest.raises(UnknownProgramme):
            tables_of_documents("nothing")
