"""What ansible-builder's rules say of definitions, as far as it leaves the saying to PyYAML, jsonschema and pathlib.

Standard input: a JSON list of directories, each {name: text}, the definition first. Standard output: for each
{accepted, creates, message, crash}; after a crash the message is Python's, which nobody has to repeat.
The schemas and the order of checks are facts about ansible-builder 3.2; "create" is done for real, below the directory.
"""
import json
import os
import shutil
import sys
import tempfile
from pathlib import Path

import yaml
from jsonschema import Draft202012Validator
from jsonschema.exceptions import best_match

TEXT = {"type": "string"}
TEXTS = {"type": "array", "items": TEXT}
EITHER = {"anyOf": [TEXT, TEXTS]}
ANY = {"anyOf": [{"type": "object"}, TEXT, TEXTS]}
YES = {"type": "boolean"}


def closed(keys, **more):
    return {"type": "object", "additionalProperties": False, "properties": keys, **more}


IMAGE = {"type": "object", "properties": {"name": TEXT, "signature_original_name": TEXT}}
ARGS = {"ANSIBLE_GALAXY_CLI_COLLECTION_OPTS": TEXT, "ANSIBLE_GALAXY_CLI_ROLE_OPTS": TEXT}
PIP = closed({"package_pip": TEXT}, oneOf=[{"required": ["package_pip"]}])
NUMBER = {"type": "number"}
OLD = closed({"python": TEXT, "galaxy": TEXT, "system": TEXT})
OLD_STEPS = closed({"prepend": EITHER, "append": EITHER})
SCHEMAS = {
    1: closed({"version": NUMBER, "ansible_config": TEXT,
               "build_arg_defaults": closed({"EE_BASE_IMAGE": TEXT, "EE_BUILDER_IMAGE": TEXT, **ARGS}),
               "dependencies": OLD, "additional_build_steps": OLD_STEPS}),
    2: closed({"version": NUMBER, "ansible_config": TEXT, "build_arg_defaults": closed(ARGS),
               "dependencies": OLD, "additional_build_steps": OLD_STEPS,
               "images": closed({"base_image": IMAGE, "builder_image": IMAGE})}),
    3: closed({"version": NUMBER,
               "build_arg_defaults": closed({**ARGS, "PKGMGR_PRESERVE_CACHE": TEXT}),
               "dependencies": closed({
                   "python": EITHER, "galaxy": ANY, "system": EITHER,
                   "python_interpreter": closed({"package_system": TEXT, "python_path": TEXT}),
                   "ansible_core": PIP, "ansible_runner": PIP,
                   "exclude": closed({"python": TEXTS, "system": TEXTS, "all_from_collections": TEXTS})}),
               "images": closed({"base_image": IMAGE}),
               "additional_build_steps": closed({f"{when}_{stage}": EITHER for stage in ("base", "galaxy", "builder", "final") for when in ("prepend", "append")}),
               "additional_build_files": {"type": "array", "items": closed({"src": TEXT, "dest": TEXT}, required=["src", "dest"])},
               "options": closed({"relax_passwd_permissions": YES, "skip_ansible_check": YES, "skip_pip_install": YES, "skip_pip_check": YES,
                                  "workdir": {"type": ["string", "null"]}, "package_manager_path": TEXT, "user": TEXT,
                                  "container_init": closed({"package_pip": TEXT, "entrypoint": TEXT, "cmd": TEXT}), "tags": TEXTS})}),
}


class Refused(Exception):
    pass


def load(file):
    try:
        with open(file) as stream:
            raw = yaml.safe_load(stream) or {}
    except FileNotFoundError:
        raise Refused(f"Could not detect '{file}' file in this directory.\nUse -f to specify a different location.")
    except (yaml.parser.ParserError, yaml.scanner.ScannerError) as problem:
        raise Refused(f"An error occurred while parsing the definition file:\n{problem}")
    if not isinstance(raw, dict):
        raise Refused(f"Definition must be a dictionary, not {type(raw).__name__}")
    raw.get("version", 1) > 2
    return raw


def lists(raw):
    for kind in ("galaxy", "python", "system"):
        for below in (raw.get("dependencies", {}), raw.get("dependencies", {}).get("exclude", {})):
            written = below.get(kind)
            if not written:
                continue
            if isinstance(written, list):
                "\n".join(written).encode()
                continue
            if isinstance(written, dict):
                yaml.safe_dump(written)
                continue
            if "\n" in written:
                written.encode()
                continue
            yield kind, written


def image(images, key):
    one = images.get(key)
    name = other = None
    if one:
        name = one.get("name")
        if not name:
            raise Refused(f"'name' is a required field for '{key}'")
        other = one.get("signature_original_name")
    for written in (name, other):
        if written and not written.partition(":")[2]:
            raise Refused(f"Container image requires a tag: {written}")


def check(raw):
    try:
        version = int(raw["version"]) if "version" in raw else 1
    except ValueError:
        raise Refused(f"Schema version not an integer: {raw['version']}")
    if version not in SCHEMAS:
        raise Refused(f"Unsupported schema version: {version}")
    wrong = best_match(Draft202012Validator(SCHEMAS[version]).iter_errors(raw))
    if wrong:
        raise Refused(wrong.message)
    for _, path in lists(raw):
        if not os.path.exists(path):
            raise Refused(f"Dependency file {path} does not exist.")
    if raw.get("version", 1) > 1:
        images = raw.get("images", {})
        if images:
            image(images, "base_image")
            if "builder_image" in images:
                image(images, "builder_image")
        for entry in raw.get("additional_build_files", []):
            dest = Path(entry["dest"])
            if dest.is_absolute() or ".." in dest.parts:
                raise Refused(f"'dest' must not be an absolute path or contain '..': {dest}")


def copy(source, dest):
    if os.path.abspath(source) == os.path.abspath(dest):
        return
    if Path(source).is_dir():
        raise Exception(f"Source {source} can not be a directory. Please use copy_directory instead.")
    if Path(dest).is_dir():
        raise Exception(f"Destination {dest} can not be a directory. Please use copy_directory instead.")
    shutil.copy2(source, dest, follow_symlinks=False)


def copy_all(source, dest):
    for child in source.iterdir():
        if child.is_dir():
            (dest / child.name).mkdir(exist_ok=True)
            copy_all(child, dest / child.name)
        else:
            copy(str(child), str(dest / child.name))


def create(raw, file):
    made = Path("context/_build")
    (made / "scripts").mkdir(parents=True, exist_ok=True)
    names = {"galaxy": "requirements.yml", "python": "requirements.txt", "system": "bindep.txt"}
    inline = raw.get("dependencies", {})
    for kind, path in lists(raw):
        copy(path, str(made / names[kind]))
    for kind, name in names.items():
        written = inline.get(kind)
        if written and not (isinstance(written, str) and "\n" not in written):
            (made / name).write_text("x")
        if inline.get("exclude", {}).get(kind):
            (made / f"exclude-{name}").write_text("x")
    if "all_from_collections" in inline.get("exclude", {}):
        (made / "exclude-collections.txt").write_text("x")
    for entry in raw.get("additional_build_files", []):
        src = Path(entry["src"])
        if src.is_absolute():
            if not src.exists():
                continue
            found = [src]
        else:
            found = list(Path(file).parent.glob(str(src)))
            if not found:
                continue
        dest = made / entry["dest"]
        dest.mkdir(parents=True, exist_ok=True)
        for one in found:
            if one.is_dir():
                copy_all(one, dest)
            else:
                copy(str(one), str(dest / one.name))
    if raw.get("ansible_config"):
        copy(raw["ansible_config"], str(made / "ansible.cfg"))
    for script in ("assemble", "install-from-bindep", "introspect.py", "check_galaxy", "check_ansible", "pip_install", "entrypoint"):
        copy(__file__, str(made / "scripts" / script))


def judge(files, file):
    answer = {"accepted": False, "creates": False, "message": None, "crash": False}
    try:
        raw = load(file)
        check(raw)
        answer["accepted"] = True
        create(raw, file)
        answer["creates"] = True
    except Refused as problem:
        answer["message"] = str(problem)
    except BaseException as problem:
        answer["message"] = str(problem)
        answer["type"] = type(problem).__name__
        answer["crash"] = True
    return answer


def main():
    answers = []
    home = os.getcwd()
    for files in json.load(sys.stdin):
        with tempfile.TemporaryDirectory() as directory:
            for name, text in files.items():
                whole = Path(directory, name)
                whole.parent.mkdir(parents=True, exist_ok=True)
                whole.write_bytes(text.encode("utf-8", "surrogatepass"))
            os.chdir(directory)
            answers.append(judge(files, next(iter(files))))
            os.chdir(home)
    json.dump(answers, sys.stdout)


main()
