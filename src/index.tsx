/** The page: the only place where the Cockpit host and React meet. */
import "./ui/zod-config.ts";
import "@patternfly/react-core/dist/styles/base.css";
import { focusManager, QueryClient, QueryClientProvider } from "@tanstack/react-query";
import cockpit from "cockpit";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";

import { cockpitHost } from "./host/cockpit.ts";
import * as shell from "./host/cockpit-session.ts";
import { setCatalogue } from "./language.ts";
import { weldrComposer } from "./osbuild/weldr.ts";
import { App } from "./ui/app.tsx";
import { ErrorBoundary } from "./ui/parts/error-boundary.tsx";
import { type Session, SessionProvider } from "./ui/session.tsx";
import { followTheme } from "./ui/theme.ts";
import "./ui/page.css";

followTheme();
setCatalogue(shell.catalogue);
document.documentElement.lang = cockpit.language.replace("_", "-").toLowerCase();

// Cockpit hides a page's frame without the browser noticing; nothing is asked then.
focusManager.setEventListener(setVisible => shell.watchVisibility(setVisible));
// Whom we ask is the machine; whether the browser takes itself to be online tells nothing of that.
const asked = { retry: false, networkMode: "always" } as const;
const queries = new QueryClient({ defaultOptions: { queries: asked, mutations: asked } });

const { socket, state } = shell.readConfig();
const host = cockpitHost({ state });
const session: Session = {
    ...shell,
    host,
    composer: weldrComposer(host, socket),
    socket,
    state,
    ...(await shell.readUser()),
    download: (what, name) => shell.download(state, what, name),
};

const root = document.getElementById("app");
if (!root) throw new Error("index.html has no element for the page");
createRoot(root).render(
    <StrictMode>
        <ErrorBoundary>
            <QueryClientProvider client={queries}>
                <SessionProvider value={session}>
                    <App />
                </SessionProvider>
            </QueryClientProvider>
        </ErrorBoundary>
    </StrictMode>,
);
