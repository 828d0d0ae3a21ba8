/** The build steps of every stage. */
import { _ } from "../language.ts";
import { type FieldSpec, field, NEW, OLD } from "./field-spec.ts";

/** Made on demand: its words are those of the language that is spoken then. */
export const stepFields = (): FieldSpec[] => [
    field(
        "steps",
        OLD,
        "steps",
        "additional_build_steps.prepend",
        _("Before everything"),
        _("At the beginning of the final image."),
    ),
    field(
        "steps",
        OLD,
        "steps",
        "additional_build_steps.append",
        _("After everything"),
        _("At the end of the final image."),
    ),
    ...stages().flatMap(({ stage, before, after, help }) => [
        field("steps", NEW, "steps", `additional_build_steps.prepend_${stage}`, before, help),
        field("steps", NEW, "steps", `additional_build_steps.append_${stage}`, after, help),
    ]),
];

const stages = () => [
    {
        stage: "base",
        before: _("Before base"),
        after: _("After base"),
        help: _("Base: what all other stages begin with."),
    },
    {
        stage: "galaxy",
        before: _("Before galaxy"),
        after: _("After galaxy"),
        help: _("Galaxy: where collections are fetched. It does not reach the commit."),
    },
    {
        stage: "builder",
        before: _("Before builder"),
        after: _("After builder"),
        help: _("Builder: where wheels are made. It does not reach the commit."),
    },
    {
        stage: "final",
        before: _("Before final"),
        after: _("After final"),
        help: _("Final: the image itself."),
    },
];
