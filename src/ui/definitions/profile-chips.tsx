/**
 * The profiles of a system requirement: for what it is asked. They can be taken away here and added in the menu, or be
 * typed behind the name, from where they come here as soon as their bracket is closed.
 */
import { Label } from "@patternfly/react-core/dist/esm/components/Label/index.js";

import { listProfiles, setProfiles } from "../../ee/profiles.ts";
import { _, format } from "../../language.ts";
import type { MenuAction } from "../parts/actions-menu.tsx";

type ProfileChipsProps = {
    profiles: readonly string[];
    /** "Profiles of gcc" */
    label: string;
    isDisabled: boolean;
    onSet: (profiles: string[]) => void;
};

export function ProfileChips({ profiles, label, isDisabled, onSet }: ProfileChipsProps) {
    if (profiles.length === 0) return null;
    return (
        <ul aria-label={label} className="ee-chips">
            {profiles.map(profile => (
                <li key={profile}>
                    <Label
                        isCompact
                        variant="outline"
                        closeBtnAriaLabel={format(_("Remove $0"), profile)}
                        {...(isDisabled
                            ? {}
                            : {
                                  onClose: ({ currentTarget }) => {
                                      focusBeside(currentTarget);
                                      onSet(profiles.filter(other => other !== profile));
                                  },
                              })}
                    >
                        <bdi dir="ltr">{profile}</bdi>
                    </Label>
                </li>
            ))}
        </ul>
    );
}

/** A chip that goes leaves the focus to its neighbour, the last one to the requirement's field. */
function focusBeside(button: Element): void {
    const chip = button.closest("li");
    const neighbour = (chip?.nextElementSibling ?? chip?.previousElementSibling)?.querySelector("button");
    (neighbour ?? chip?.parentElement?.closest("li")?.querySelector("input"))?.focus();
}

/** The usual profiles that a requirement does not have yet. */
export function profileActions(text: string, onSet: (text: string) => void): MenuAction[] {
    const profiles = listProfiles(text);
    return ["platform:rpm", "platform:dpkg", "compile", "epel"]
        .filter(profile => !profiles.includes(profile))
        .map(profile => ({
            title: format(_("Add $0"), profile),
            onClick: () => onSet(setProfiles(text, [...profiles, profile])),
        }));
}
