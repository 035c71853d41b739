from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.api.servers import ROOT, Server
from tests.conservation import check_conservation

FOLDER = ROOT / "tests" / "acceptance"
QUESTIONS = [path.with_suffix(".graphql") for path in sorted(FOLDER.glob("*.json"))]

WAY_DOWN = """
{
  programmes(first: 5) { nodes { slug
    activities(first: 5) { nodes { slug
      budgetLines(first: 2) { nodes { slug
        processes(first: 2) { nodes { slug
          tender { slug
            lots(first: 20) { nodes { slug
              awards(first: 2) { nodes { slug
                contracts(first: 2) { nodes { slug
                  suppliers(first: 2) { nodes { slug name } }
                } }
              } }
            } }
          }
        } }
      } }
    } }
    processes(first: 2) { nodes { slug
      tender { slug
        lots(first: 20) { nodes { slug
          awards(first: 2) { nodes { slug
            contracts(first: 2) { nodes { slug
              suppliers(first: 2) { nodes { slug name } }
            } }
          } }
        } }
      }
    } }
  } }
}
"""

WAY_UP = """
{
  contract(slug: "kz-sko-2017/guides/contract") {
    suppliers { nodes { slug } }
    award {
      lots { nodes { slug tender { slug } } }
      tender { slug process { slug programmes { nodes { slug total { amount currency } } } } }
    }
  }
}
"""


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.stem)
def test_a_question_that_someone_really_asks_has_exactly_its_answer(server: Server, question: Path) -> None:
    answer = server.ask(question.read_text(encoding="utf-8"))

    assert answer == {"data": json.loads(question.with_suffix(".json").read_text(encoding="utf-8"))}


def test_the_flow_of_the_money_conserves_at_every_node(server: Server) -> None:
    answer = server.ask((FOLDER / "12-money-flow.graphql").read_text(encoding="utf-8"))

    flow = answer["data"]["programme"]["moneyFlow"]
    check_conservation(flow)
    amounts = {node["key"]: node["amount"]["amount"] for node in flow["nodes"]}
    assert amounts["Programme:kz-extremism-2013-2017"] == "103176000000.00"
    assert amounts["Lot:kz-sko-2017/dindegi"] == "10000000.00"
    assert amounts["NOT_TRACED:Tender:kz-sko-2017"] == "85583000.00"
    assert amounts["NOT_AWARDED:Lot:kz-sko-2017/guides"] == "3971000.00"
    assert not any("unsuccessful" in key for key in amounts)


def test_one_question_goes_from_every_programme_down_to_the_suppliers(server: Server) -> None:
    answer = server.ask(WAY_DOWN)

    assert answer.keys() == {"data"}
    programmes = {programme["slug"]: programme for programme in answer["data"]["programmes"]["nodes"]}
    plan = programmes["kz-extremism-2018-2022"]["activities"]["nodes"]
    assert [len(activity["budgetLines"]["nodes"]) for activity in plan] == [1, 1, 1, 0, 0]
    [process] = programmes["kz-extremism-2013-2017"]["processes"]["nodes"]
    lots = {lot["slug"]: lot["awards"]["nodes"] for lot in process["tender"]["lots"]["nodes"]}
    assert len(lots) == 20
    [award] = lots["kz-sko-2017/guides"]
    [contract] = award["contracts"]["nodes"]
    assert contract["suppliers"]["nodes"] == [{"slug": "halkyma-tagzym", "name": "Halkyma tagzym"}]


def test_one_question_goes_from_a_contract_up_to_its_programme(server: Server) -> None:
    answer = server.ask(WAY_UP)

    programme = {"slug": "kz-extremism-2013-2017", "total": {"amount": "103176000000.00", "currency": "KZT"}}
    process = {"slug": "kz-sko-2017", "programmes": {"nodes": [programme]}}
    award = {
        "lots": {"nodes": [{"slug": "kz-sko-2017/guides", "tender": {"slug": "kz-sko-2017"}}]},
        "tender": {"slug": "kz-sko-2017", "process": process},
    }
    contract = {"suppliers": {"nodes": [{"slug": "halkyma-tagzym"}]}, "award": award}
    assert answer == {"data": {"contract": contract}}
