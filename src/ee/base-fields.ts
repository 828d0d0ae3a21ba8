/** The images, and the Ansible and Python that are in them. */
import { _ } from "../language.ts";
import { type FieldSpec, field, NEW } from "./field-spec.ts";

/** Made on demand: its words are those of the language that is spoken then. */
export function baseFields(): FieldSpec[] {
    const builder = _("Where Python packages are compiled. It does not reach the commit.");
    const signature = _("The name by which the image's signature is looked up, where it is pulled from a mirror.");
    return [
        field("base", [1], "text", "build_arg_defaults.EE_BASE_IMAGE", _("Base image")),
        field("base", [2, 3], "text", "images.base_image.name", _("Base image")),
        field("base", [2, 3], "text", "images.base_image.signature_original_name", _("Signature name"), signature),
        field("base", [1], "text", "build_arg_defaults.EE_BUILDER_IMAGE", _("Builder image"), builder),
        field("base", [2], "text", "images.builder_image.name", _("Builder image"), builder),
        field(
            "base",
            [2],
            "text",
            "images.builder_image.signature_original_name",
            _("Signature name of the builder image"),
            signature,
        ),
        field("base", NEW, "package", "dependencies.ansible_core.package_pip", "ansible-core"),
        field("base", NEW, "package", "dependencies.ansible_runner.package_pip", "ansible-runner"),
        field(
            "base",
            NEW,
            "text",
            "dependencies.python_interpreter.package_system",
            _("Python package"),
            _("The system packages that bring Python, where the base image's own is not the one."),
        ),
        field(
            "base",
            NEW,
            "text",
            "dependencies.python_interpreter.python_path",
            _("Python path"),
            _("The Python that runs Ansible."),
            "/usr/bin/python3",
        ),
    ];
}
