/** What the keys of build steps and their files are for; see `documented-keys.ts`. */
import { _ } from "../language.ts";
import type { KeyTexts } from "./documented-keys.ts";

export const stepKeys: KeyTexts = {
    additional_build_steps: {
        about: () => _("Lines for the Containerfile, put as they are at the start or the end of a stage."),
    },
    "additional_build_steps.prepend": { about: () => _("Lines at the start of the final stage.") },
    "additional_build_steps.append": { about: () => _("Lines at the end of the final stage.") },
    "additional_build_steps.prepend_base": {
        about: () =>
            _(
                "Lines at the start of the base stage, before Python and Ansible are installed. They reach the result: all stages stand on this one.",
            ),
    },
    "additional_build_steps.append_base": {
        about: () => _("Lines at the end of the base stage, when Ansible is installed. They reach the result."),
    },
    "additional_build_steps.prepend_galaxy": {
        about: () =>
            _(
                "Lines before collections are fetched: an ansible.cfg, tokens of servers. They leave nothing in the result, and are ignored where nothing is asked of galaxy.",
            ),
    },
    "additional_build_steps.append_galaxy": {
        about: () => _("Lines after collections were fetched. Ignored where nothing is asked of galaxy."),
    },
    "additional_build_steps.prepend_builder": {
        about: () => _("Lines before wheels are made: compilers, headers. They leave nothing in the result."),
    },
    "additional_build_steps.append_builder": {
        about: () => _("Lines after wheels were made. They leave nothing in the result."),
    },
    "additional_build_steps.prepend_final": {
        about: () => _("Lines at the start of the final stage, before the packages are installed."),
    },
    "additional_build_steps.append_final": {
        about: () => _("Lines at the end of the final stage, when everything is installed."),
    },
    additional_build_files: {
        about: () =>
            _("Files for the build. They come below _build; a COPY step takes them from there into the image."),
    },
    "additional_build_files.src": {
        about: () => _("A file, a directory or a pattern beside the definition, or an absolute path without pattern."),
    },
    "additional_build_files.dest": {
        about: () =>
            _(
                "The directory below _build that it goes to: relative, without “..”. Of a directory the content goes there.",
            ),
    },
};
