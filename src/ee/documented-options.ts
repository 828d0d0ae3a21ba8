/** What the keys of `options` are for; see `documented-keys.ts`. */
import { _ } from "../language.ts";
import type { KeyTexts } from "./documented-keys.ts";

export const optionKeys: KeyTexts = {
    options: { about: () => _("Switches of the build.") },
    "options.relax_passwd_permissions": {
        about: () =>
            _(
                "Whether the root group may write /etc/passwd, which containers with changing user numbers want. Never done in a commit.",
            ),
        fallback: "true",
    },
    "options.skip_ansible_check": {
        about: () => _("Leave out the check that Ansible and ansible-runner are installed in the final stage."),
        fallback: "false",
    },
    "options.skip_pip_install": {
        about: () => _("Leave out the installation of pip; the base image has to have it then."),
        fallback: "false",
    },
    "options.skip_pip_check": {
        about: () => _("Leave out pip check, which ends the build where Python packages contradict each other."),
        fallback: "false",
        since: "3.2",
    },
    "options.workdir": {
        about: () => _("The directory that the container starts in; empty for that of the base image."),
        fallback: "/runner",
    },
    "options.package_manager_path": {
        about: () => _("The package manager of the base image; minimal images have only microdnf."),
        fallback: "/usr/bin/dnf",
    },
    "options.user": {
        about: () =>
            _("The user that the container runs as: a name or number, in quotes. Empty for that of the base image."),
        fallback: "'1000'",
    },
    "options.container_init": {
        about: () => _("What the container starts with. Any key given here drops the defaults of all three."),
    },
    "options.container_init.package_pip": {
        about: () => _("The Python package with the init program."),
        fallback: "dumb-init==1.2.5",
    },
    "options.container_init.entrypoint": {
        about: () => _("ENTRYPOINT of the image: one text, not a list."),
        fallback: `'["/opt/builder/bin/entrypoint", "dumb-init"]'`,
    },
    "options.container_init.cmd": {
        about: () => _("CMD of the image: one text, not a list."),
        fallback: `'["bash"]'`,
    },
    "options.tags": {
        about: () => _("Names for the finished image; --tag on the command line counts more."),
        fallback: "[]",
    },
};
