"""``briefgen schema``: JSON Schemas, by which an editor completes and checks the files of YAML while they are typed."""

from __future__ import annotations

from pathlib import Path

import click

from briefgen.cli import options as shared
from briefgen.cli.output_folder import change_project, write_files
from briefgen.cli.project import project_at


@click.command(
    "schema",
    epilog="""\b
Examples:
  briefgen schema                          write all to content/.schemas/
  briefgen schema --output schemas
  briefgen schema facts                    print one
  briefgen schema report                   print the schema of --format json

A file refers to its schema in its first line:
  # yaml-language-server: $schema=.schemas/site.schema.json""",
)
@click.argument("name", required=False)
@click.option(
    "-C",
    "--source",
    default=".",
    metavar="DIR",
    help="Project folder, which contains content/.  [default: current folder]",
)
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="DIR",
    help="Output folder.  [default: content/.schemas in the project folder]",
)
@shared.DEBUG
def command(name: str | None, source: str, output: Path | None) -> int:
    """Write the JSON Schemas of all content files, or print the schema NAME."""
    from briefgen.reporting.schemas.files import FOLDER, as_text, schema_files, schema_names

    if name is not None:
        names = schema_names()
        click.echo(as_text(shared.one_of("schema", name, names, f"there are {', '.join(names)}")), nl=False)
        return 0
    files = {name: text.encode() for name, text in schema_files().items()}
    if output is None:
        output = project_at(source).root / FOLDER
        change_project(Path(source), {f"{FOLDER}/{name}": content for name, content in files.items()})
    else:
        write_files(output, files)
    click.echo(f"{len(files)} schemas written to {output}")
    return 0
