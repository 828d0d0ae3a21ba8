/** Which page the address asks for. What the list does not need is loaded when it is first gone to. */
import { _ } from "../language.ts";
import { DefinitionsPage } from "./definitions/definitions-page.tsx";
import { late } from "./late.tsx";
import { hrefTo, parseRoute, pathTo, useLocation } from "./location.ts";
import { Gone } from "./parts/gone.tsx";
import { Shell } from "./parts/shell.tsx";
import { Toasts } from "./parts/toasts.tsx";

const DefinitionPage = late(async () => (await import("./definitions/definition-page.tsx")).DefinitionPage);
const BuildsPage = late(async () => (await import("./builds/builds-page.tsx")).BuildsPage);
const BuildPage = late(async () => (await import("./builds/build-page.tsx")).BuildPage);
const RepositoryPage = late(async () => (await import("./commits/repository-page.tsx")).RepositoryPage);
const CommitPage = late(async () => (await import("./commits/commit-page.tsx")).CommitPage);
const ComparePage = late(async () => (await import("./commits/compare-page.tsx")).ComparePage);

export const App = () => (
    <Toasts>
        <CurrentPage />
    </Toasts>
);

// Keyed by what the page is about, so that going from one build to another starts afresh; tabs do not.
function CurrentPage() {
    const route = parseRoute(useLocation().path);
    switch (route.page) {
        case "definitions":
            return <DefinitionsPage />;
        case "definition":
            return <DefinitionPage key={route.name} name={route.name} tab={route.tab} isBuilding={route.dialog} />;
        case "builds":
            return <BuildsPage />;
        case "build":
            return <BuildPage key={route.id} id={route.id} />;
        case "repository":
            return <RepositoryPage />;
        case "commit":
            return <CommitPage key={route.revision} revision={route.revision} tab={route.tab} />;
        case "compare":
            return <ComparePage key={`${route.from} ${route.to}`} from={route.from} to={route.to} tab={route.tab} />;
        case "unknown":
            return (
                <Shell room="definitions">
                    <Gone
                        title={_("No such page")}
                        back={{ text: _("Show the definitions"), href: hrefTo(pathTo.definitions()) }}
                    />
                </Shell>
            );
    }
}
