"""Routings as documents: what is stored is what is read."""

from fractions import Fraction

from scoring.routing import routing_from_document, routing_to_document
from tests.builders.routing import a_routing_document


class TestRoutingDocument:
    def test_is_written_as_it_was_read(self) -> None:
        assert routing_to_document(routing_from_document(a_routing_document())) == (
            a_routing_document()
        )

    def test_keeps_an_exact_maximum(self) -> None:
        document = a_routing_document()
        document["model"][0]["out_of"] = "21/2"

        routing = routing_from_document(document)

        assert routing.models[0].out_of == Fraction(21, 2)
        assert routing_to_document(routing) == document
