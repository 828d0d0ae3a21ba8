/** The ready image of a definition that its commit embeds, and what can be done about it. */
import { useState } from "react";

import { type ChosenContainer, choicesFile } from "../../ee/choices.ts";
import { _, format } from "../../language.ts";
import { late } from "../late.tsx";
import { DeedButton } from "../parts/deed-button.tsx";
import { Mono } from "../parts/mono.tsx";
import type { PlanDeeds } from "./use-plan-deeds.ts";

const ContainerDialog = late(async () => (await import("./container-dialog.tsx")).ContainerDialog);

type ContainerLineProps = {
    definition: string;
    /** Names that the definition gives its image. */
    tags: readonly string[];
    /** As it stands in the page. */
    container: ChosenContainer | null;
    embed: PlanDeeds["embed"];
    /** Why this person may not change the definition, or null. */
    denied: string | null;
};

export function ContainerLine({ definition, tags, container, embed, denied }: ContainerLineProps) {
    const [isChoosing, setChoosing] = useState(false);
    const reason = denied ?? (embed === null ? format(_("Put $0 right first."), choicesFile) : null);
    return (
        <div className="ee-deeds">
            {container && (
                <span className="ee-breaks">
                    {container.alone ? _("The image alone stands for everything:") : _("Beside the rest, an image:")}{" "}
                    <Mono>{container.image}</Mono>
                </span>
            )}
            <DeedButton variant="link" isInline reason={reason} onClick={() => setChoosing(true)}>
                {container ? _("Change image") : _("Embed a ready image")}
            </DeedButton>
            {container && (
                <DeedButton variant="link" isInline reason={reason} onClick={() => embed?.(null)}>
                    {_("Remove image")}
                </DeedButton>
            )}
            {isChoosing && embed && (
                <ContainerDialog
                    definition={definition}
                    tags={tags}
                    container={container}
                    onEmbed={chosen => {
                        setChoosing(false);
                        embed(chosen);
                    }}
                    onClose={() => setChoosing(false)}
                />
            )}
        </div>
    );
}
