/** The images of version 1 and 2 as version 3 names them. */
import { isMap, isScalar } from "yaml";

import { _, format } from "../language.ts";
import { deleteValue, setValue } from "./edit.ts";
import { columnOf, newlineOf } from "./edit-hole.ts";
import { pairOf } from "./node-at.ts";
import { lineEnd, spanOfPair } from "./node-span.ts";
import { commentOut, pairAt, type Upgrade, valueAt } from "./upgrade-step.ts";

/** Version 3 builds wheels on the base image. */
export function dropBuilderImage({ text, notes }: Upgrade): Upgrade {
    const path = [
        ["build_arg_defaults", "EE_BUILDER_IMAGE"],
        ["images", "builder_image"],
    ].find(each => valueAt(text, each) !== undefined);
    if (!path) return { text, notes };
    const words = _(
        "The builder image has no meaning in version 3, which builds on the base image: it is a comment now.",
    );
    return { text: commentOut(text, path), notes: [...notes, words] };
}

/** The base image gets its new key, and the tag that version 3 wants. */
export function nameBaseImage({ text, notes }: Upgrade): Upgrade {
    const image = valueAt(text, ["build_arg_defaults", "EE_BASE_IMAGE"]);
    const hasImages = valueAt(text, ["images"]) !== undefined;
    if (image === undefined && !hasImages) {
        const words = _("No base image is named: as before it is quay.io/ansible/ansible-runner:latest.");
        return { text, notes: [...notes, words] };
    }
    if (typeof image !== "string") return { text, notes };
    const moved = hasImages ? deleteValue(text, ["build_arg_defaults", "EE_BASE_IMAGE"]) : moveBaseImage(text);
    // Before version 3 nobody looks for a tag.
    const hasTag = image.includes(":") && !image.endsWith(":");
    if (hasImages || hasTag) return { text: moved, notes };
    const tagged = `${image.replace(/:$/, "")}:latest`;
    const words = format(_("Version 3 wants a tag: the base image is $0 now."), tagged);
    return { text: setValue(moved, ["images", "base_image", "name"], tagged), notes: [...notes, words] };
}

/** `build_arg_defaults: {EE_BASE_IMAGE: x}` becomes `images: {base_image: {name: x}}`, in its place where that is free. */
function moveBaseImage(text: string): string {
    const outer = pairAt(text, ["build_arg_defaults"]);
    const map = outer?.value;
    const inner = isMap(map) ? pairOf(map, "EE_BASE_IMAGE") : null;
    const [key, own] = [outer?.key.range, inner?.key.range];
    if (!inner || !isMap(map) || !key || !own) return text;
    const { start, end } = spanOfPair(inner);
    const newline = newlineOf(text);
    const isShort = isScalar(inner.value) && !text.slice(start, end).includes("\n");
    if (map.flow || !isShort) {
        const name = isScalar(inner.value) ? inner.value.value : "";
        return deleteValue(setValue(text, ["images", "base_image", "name"], name), [
            "build_arg_defaults",
            "EE_BASE_IMAGE",
        ]);
    }
    const pad = " ".repeat(columnOf(text, own[0]));
    const rest = text.slice(own[1], lineEnd(text, end));
    if (map.items.length === 1)
        return `${text.slice(0, key[0])}images${text.slice(key[1], own[0])}base_image:${newline}${pad}  name${text.slice(own[1])}`;
    const lines = ["images:", `${pad}base_image:`, `${pad}  name${rest}`].join(newline) + newline;
    const shorter = deleteValue(text, ["build_arg_defaults", "EE_BASE_IMAGE"]);
    return shorter.slice(0, key[0]) + lines + shorter.slice(key[0]);
}
