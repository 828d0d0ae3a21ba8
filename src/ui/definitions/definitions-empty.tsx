/** What there is before the first definition: templates, each with its sentence. */
import {
    DataList,
    DataListAction,
    DataListCell,
    DataListItem,
    DataListItemCells,
    DataListItemRow,
} from "@patternfly/react-core/dist/esm/components/DataList/index.js";
import { Title } from "@patternfly/react-core/dist/esm/components/Title/index.js";
import UploadIcon from "@patternfly/react-icons/dist/esm/icons/upload-icon";

import { templates } from "../../ee/template.ts";
import { _, format } from "../../language.ts";
import { DeedButton } from "../parts/deed-button.tsx";
import type { Start } from "./create-dialog.tsx";
import { countsText } from "./words.ts";

type DefinitionsEmptyProps = { reason: string | null; onStart: (start: Start) => void };

export const DefinitionsEmpty = ({ reason, onStart }: DefinitionsEmptyProps) => (
    <div className="ee-stack ee-templates">
        <div>
            <Title headingLevel="h2" size="lg">
                {_("No definitions yet")}
            </Title>
            <p className="ee-subtle">
                {_(
                    "Start from a template, or bring the execution-environment.yml you have. It stays a file that ansible-builder accepts.",
                )}
            </p>
        </div>
        <DataList aria-label={_("Templates")} isCompact gridBreakpoint="md">
            {templates.map(({ id, title, description, counts }) => (
                <DataListItem key={id} aria-labelledby={`template-${id}`}>
                    <DataListItemRow>
                        <DataListItemCells
                            dataListCells={[
                                <DataListCell key="title" width={4}>
                                    <strong id={`template-${id}`}>{title}</strong>
                                    <div className="ee-subtle ee-small">{description}</div>
                                </DataListCell>,
                                <DataListCell key="counts" width={2} className="ee-subtle ee-small">
                                    {countsText(counts)}
                                </DataListCell>,
                            ]}
                        />
                        <DataListAction
                            id={`use-${id}`}
                            aria-labelledby={`template-${id}`}
                            aria-label={_("Use template")}
                        >
                            <DeedButton
                                variant="secondary"
                                size="sm"
                                reason={reason}
                                aria-label={format(_("Use template $0"), title)}
                                onClick={() => onStart({ from: "template", template: id })}
                            >
                                {_("Use template")}
                            </DeedButton>
                        </DataListAction>
                    </DataListItemRow>
                </DataListItem>
            ))}
        </DataList>
        <div className="ee-deeds">
            <DeedButton
                variant="secondary"
                icon={<UploadIcon />}
                reason={reason}
                onClick={() => onStart({ from: "files" })}
            >
                {_("Import files")}
            </DeedButton>
            <DeedButton variant="link" isInline reason={reason} onClick={() => onStart({ from: "text" })}>
                {_("Paste text")}
            </DeedButton>
            {reason === null && <span className="ee-subtle ee-small">{_("or drop a directory here")}</span>}
        </div>
    </div>
);
