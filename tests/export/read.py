"""Reads what `jianbao export` wrote with DuckDB, and compares it with what `jianbao parse --format json` prints.

    read.py COMMAND DOCUMENTS…

Every row of every table must come back from Parquet, CSV and lines of JSON, value by value; so must sums and places.
"""

import json
import subprocess
import sys
import tempfile
from decimal import Decimal
from pathlib import Path

import duckdb

MENTIONS = ["dates", "figures", "names"]


def run(command, *arguments):
    done = subprocess.run([command, *map(str, arguments)], capture_output=True)
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout


def expected_rows(parsed):
    """The tables as the JSON of `parse` has them, for the columns that both know."""
    names = {entity["id"]: entity["name"] for entity in parsed["entities"]}
    tables = {"documents": [], "articles": [], "dates": [], "figures": [], "names": [], "entities": []}
    for document in parsed["documents"]:
        text = document["text"].encode()

        def words(span):
            return text[span[0] : span[1]].decode()

        imprint = [document[key] for key in ["source", "publisher", "issue", "published", "published_basis", "lang"]]
        tables["documents"].append([document["id"], document["title"], *imprint, document["quality"], document["text"]])
        for article in document["articles"]:
            spans = " ".join(f"{start}-{end}" for start, end in article["spans"])
            tables["articles"].append(
                [article["id"], document["id"], article["title"], article["kicker"], document["title"], *imprint, spans]
            )
        for mention in document["mentions"]:
            place = [document["id"], *mention["span"], mention["text"]]
            kind = mention["kind"]
            if kind == "date":
                event = mention["event"]
                events = mention.get("events") or ([event] if event else [])
                who = event["who"] if event else None
                tables["dates"].append(
                    place
                    + [mention["edtf"], mention["date_kind"], mention["year_basis"], mention.get("suggested")]
                    + [words(event["span"]) if event else None, who, names.get(who)]
                    + [[words(event["span"]) for event in events]]
                )
            elif kind == "quantity":
                who = mention["who"]
                tables["figures"].append(
                    place
                    + [mention["value"], mention.get("upper"), mention["unit"], mention["approx"], mention["what"]]
                    + [who, names.get(who)]
                )
            else:
                entity = mention["entity"]
                tables["names"].append(place + [kind, entity, names[entity]])
    for entity in parsed["entities"]:
        known = [entity[key] for key in ["id", "kind", "name", "aliases", "parent", "province", "role"]]
        tables["entities"].append(known + [entity.get("ambiguous", False)])
    return tables


COLUMNS = {
    "documents": "id title source publisher issue published published_basis lang quality text",
    "articles": "id document_id title kicker document_title source publisher issue published published_basis lang spans",
    "dates": "document_id start_byte end_byte text edtf date_kind year_basis suggested event who who_name events",
    "figures": "document_id start_byte end_byte text value upper unit approx what who who_name",
    "names": "document_id start_byte end_byte text kind entity_id name",
    "entities": "id kind name aliases parent province role is_ambiguous",
}


def comparable(rows):
    """An empty text and none are one thing in CSV, and so they are here; lists of it are JSON."""

    def cell(value):
        if isinstance(value, str) and value.startswith("[") and value.endswith("]"):
            try:
                value = json.loads(value)
            except ValueError:
                pass
        return None if value == "" else value

    return sorted(([cell(value) for value in row] for row in rows), key=repr)


def compare(connection, name, relation, expected):
    """Compares a table, which `relation` is in SQL, with what it should be."""
    condition = "WHERE NOT is_matter" if name == "articles" else ""
    columns = ", ".join(COLUMNS[name].split())
    found = connection.sql(f"SELECT {columns} FROM {relation} {condition}").fetchall()
    found, expected = comparable(found), comparable(expected)
    for one, other in zip(found, expected):
        assert one == other, f"{relation}: {one} is not {other}"
    assert len(found) == len(expected), f"{relation}: {len(found)} rows, not {len(expected)}"
    return len(found)


def check_places(connection, relations):
    """Characters lead into the article's text, bytes into the document's; days and exact values are what they stand for."""
    for name in MENTIONS:
        wrong = connection.sql(
            f"""SELECT count(*) FROM {relations[name]} m
            JOIN {relations["articles"]} a ON a.id = m.article_id JOIN {relations["documents"]} d ON d.id = m.document_id
            WHERE substring(a.text, start_character + 1, end_character - start_character) <> m.text
            OR encode(m.text) <> encode(d.text)[start_byte + 1 : end_byte]
            OR NOT contains(a.text, concat(before, m.text, after))"""
        ).fetchall()[0][0]
        n_rows = connection.sql(f"SELECT count(*) FROM {relations[name]}").fetchall()[0][0]
        n_joined = connection.sql(
            f"SELECT count(*) FROM {relations[name]} m JOIN {relations['articles']} a ON a.id = m.article_id"
        ).fetchall()[0][0]
        assert wrong == 0 and n_joined == n_rows, f"{relations[name]}: {wrong} wrong, {n_joined} of {n_rows} joined"
    for value, exact in connection.sql(
        f"SELECT value, CAST(value_exact AS VARCHAR) FROM {relations['figures']} WHERE value_exact IS NOT NULL"
    ).fetchall():
        assert float(Decimal(exact)) == value, f"{exact} is not {value}"
    n_days = connection.sql(
        f"""SELECT count(*) FROM {relations["dates"]} WHERE first_day <= last_day
        AND (length(edtf) <> 10 OR CAST(first_day AS VARCHAR) = edtf)"""
    ).fetchall()[0][0]
    n_dated = connection.sql(f"SELECT count(first_day) FROM {relations['dates']}").fetchall()[0][0]
    assert n_days == n_dated > 0, f"{n_days} of {n_dated} days are in order"


def unharmed(text):
    """A CSV table's text without the apostrophes that keep spreadsheets from computing."""
    return f"regexp_replace({text}, '^''(''*[=+\\-@\\t\\r])', '\\1')"


TYPES = {
    "text": "VARCHAR",
    "texts": "VARCHAR[]",
    "whole": "BIGINT",
    "number": "DOUBLE",
    "day": "DATE",
    "flag": "BOOLEAN",
}


def read_csv(connection, folder, name, tables):
    """A view of a CSV file, with the types that the manifest says."""
    columns = {column["name"]: TYPES[column["kind"]].removesuffix("[]") for column in tables[name]}
    texts = {column["name"] for column in tables[name] if column["kind"] == "text"}
    chosen = ", ".join(f"{unharmed(column)} AS {column}" if column in texts else column for column in columns)
    connection.sql(
        f"""CREATE VIEW csv_{name} AS SELECT {chosen} FROM
        read_csv('{folder}/{name}.csv', header = true, columns = {columns}, max_line_size = 100000000)"""
    )
    # Without any help the reader must find the same head and the same rows.
    guessed = connection.sql(f"SELECT * FROM read_csv('{folder}/{name}.csv')")
    assert guessed.columns == list(columns), guessed.columns
    assert len(guessed.fetchall()) == connection.sql(f"SELECT count(*) FROM csv_{name}").fetchall()[0][0]


def read_lines(connection, folder, tables):
    """Views of lines of JSON with the types that the manifest says, and with mentions as tables of their own."""

    def columns(name):
        own = {column["name"]: TYPES[column["kind"]] for column in tables[name]}
        if name in MENTIONS:
            del own["document_id"], own["article_id"]
        return own

    articles = columns("articles")
    for name in MENTIONS:
        fields = ", ".join(f"{field} {kind}" for field, kind in columns(name).items())
        articles[name] = f"STRUCT({fields})[]"
    size = "maximum_object_size = 100000000"
    for name, kinds in [("articles", articles), ("entities", columns("entities"))]:
        source = f"read_json('{folder}/{name}.ndjson', format = 'newline_delimited', columns = {kinds}, {size})"
        connection.sql(f"CREATE VIEW lines_{name} AS SELECT * FROM {source}")
        guessed = connection.sql(f"SELECT * FROM read_json('{folder}/{name}.ndjson', {size})")
        assert set(kinds) <= set(guessed.columns) or not guessed.fetchall(), guessed.columns
    for name in MENTIONS:
        connection.sql(
            f"""CREATE VIEW lines_{name} AS SELECT document_id, article_id, mention.* FROM
            (SELECT document_id, id AS article_id, unnest({name}) AS mention FROM lines_articles)"""
        )


def check(command, documents):
    expected = expected_rows(json.loads(run(command, "parse", documents, "--format", "json")))
    connection = duckdb.connect()
    with tempfile.TemporaryDirectory() as work:
        folder = {name: Path(work) / name for name in ["parquet", "csv", "ndjson", "elastic-bulk"]}
        for name, out in folder.items():
            run(command, "export", documents, "--format", name, "--out", out)
        tables = json.loads((folder["csv"] / "export.json").read_text())["tables"]
        parquet = {name: f"parquet_{name}" for name in tables}
        for name in tables:
            connection.sql(f"CREATE VIEW parquet_{name} AS SELECT * FROM '{folder['parquet']}/{name}.parquet'")
            read_csv(connection, folder["csv"], name, tables)
        read_lines(connection, folder["ndjson"], tables)
        types = dict(connection.sql("SELECT column_name, column_type FROM (DESCRIBE parquet_dates)").fetchall())
        assert types["first_day"] == "DATE" and types["events"] == "VARCHAR[]" and types["start_byte"] == "BIGINT", types
        for kind, names in [("parquet", expected), ("csv", expected), ("lines", [*MENTIONS, "articles", "entities"])]:
            counts = {name: compare(connection, name, f"{kind}_{name}", expected[name]) for name in names}
            print(kind, counts)
        check_places(connection, parquet)
        check_places(connection, {name: f"csv_{name}" for name in tables})
        check_lines(connection, folder)
        sums = "SELECT sum(value), count(value), sum(CAST(value_exact AS DECIMAL(38, 6))) FROM"
        sums = [connection.sql(f"{sums} {kind}_figures").fetchall()[0] for kind in ["parquet", "csv", "lines"]]
        assert sums[0] == sums[1] == sums[2] and sums[0][1] > 0, sums
        print("sums", *sums[0])


def check_lines(connection, folder):
    """Lines of JSON have the articles of the tables, word by word, and the bulk interface is sent the same lines."""
    same = connection.sql(
        """SELECT count(*) FROM lines_articles l JOIN parquet_articles p ON l.id = p.id AND l.text = p.text
        AND l.number = p.number AND l.is_matter = p.is_matter AND l.published_first IS NOT DISTINCT FROM p.published_first"""
    ).fetchall()[0][0]
    assert same == connection.sql("SELECT count(*) FROM parquet_articles").fetchall()[0][0], same
    bulk = [json.loads(line) for file in sorted(folder["elastic-bulk"].glob("bulk-*")) for line in file.open()]
    lines = [json.loads(line) for name in ["articles", "entities"] for line in (folder["ndjson"] / f"{name}.ndjson").open()]
    assert bulk[1::2] == lines, "requests carry other lines"
    assert [action["index"]["_id"] for action in bulk[::2]] == [line["id"] for line in lines], "requests name other ids"


ODD = {
    'a"b,c.md': "# =1+1, \"quoted\"\n\n'=cmd|x 甲报 2020年2月6日，捐款1234567890123456789.25元，约三分之一，@a,\t换行。\n\n-12 度，+5万元。\r\n\n-3\n\n𠀀 \0 零\n",
    "empty.txt": "",
    "plain.txt": "'引号开头的一句话，有 3 人。\n\n=HYPERLINK(\"x\")，2020年2月。\n\n" + "很长的一行，" * 40000 + "共 5 人。\n",
}


def main(command, *folders):
    for folder in folders:
        check(command, folder)
    with tempfile.TemporaryDirectory() as odd:
        for name, text in ODD.items():
            (Path(odd) / name).write_bytes(text.encode())
        check(command, odd)


if __name__ == "__main__":
    main(*sys.argv[1:])
