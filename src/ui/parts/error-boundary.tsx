/** Our own mistakes, shown as what they are; the machine's and the author's never come here. */
import { Alert } from "@patternfly/react-core/dist/esm/components/Alert/index.js";
import { Button } from "@patternfly/react-core/dist/esm/components/Button/index.js";
import { Page, PageSection } from "@patternfly/react-core/dist/esm/components/Page/index.js";
import { Component, type ReactNode } from "react";

import { _ } from "../../language.ts";

type ErrorBoundaryState = { error: Error | null };

export class ErrorBoundary extends Component<{ children: ReactNode }, ErrorBoundaryState> {
    override state: ErrorBoundaryState = { error: null };

    static getDerivedStateFromError(error: unknown): ErrorBoundaryState {
        return { error: error instanceof Error ? error : new Error(String(error)) };
    }

    override render(): ReactNode {
        const { error } = this.state;
        if (!error) return this.props.children;
        return (
            <Page className="pf-m-no-sidebar">
                <PageSection hasBodyWrapper={false}>
                    <div className="ee-state">
                        <Alert
                            component="h1"
                            isInline
                            variant="danger"
                            title={_("These pages have a bug")}
                            actionLinks={
                                <Button variant="primary" size="sm" onClick={() => location.reload()}>
                                    {_("Load the page again")}
                                </Button>
                            }
                        >
                            {_("What you typed and did not save is kept. The words below say where it went wrong.")}
                        </Alert>
                        <pre className="ee-log ee-framed" dir="ltr">
                            {error.stack ?? error.message}
                        </pre>
                    </div>
                </PageSection>
            </Page>
        );
    }
}
