import { useMutation } from "@tanstack/react-query";

import { useSession } from "../session.tsx";

/** Save a definition as NAME.tar on the user's own machine; resolves with the files in which secrets were replaced. */
export function useExportDefinition() {
    const { host, state, download } = useSession();
    return useMutation({
        mutationFn: async (name: string) => {
            // Whoever redacts has to read definitions, which is more than all of the list.
            const { exportDefinition } = await import("../../ee/export.ts");
            const { archive, redacted } = await exportDefinition(host, state, name);
            await download({ bytes: archive }, `${name}.tar`);
            return { redacted };
        },
    });
}
