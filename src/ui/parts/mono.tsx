/** How words look that are not prose. */
import type { ReactNode } from "react";

/** A ref, path, version, specifier or package: monospace, and left to right in every language. */
export const Mono = ({ children }: { children: ReactNode }) => (
    <bdi dir="ltr" className="ee-mono">
        {children}
    </bdi>
);

/** A ref or a path, which may break after each slash and is never cut off. */
export const Ref = ({ children }: { children: string }) => (
    <Mono>
        {children.split("/").map((part, index) => (
            // The parts of a ref have no other identity than their place.
            // biome-ignore lint/suspicious/noArrayIndexKey: see above
            <span key={index}>
                {index > 0 && "/"}
                {index > 0 && <wbr />}
                {part}
            </span>
        ))}
    </Mono>
);

export const Subtle = ({ children }: { children: ReactNode }) => <span className="ee-subtle">{children}</span>;

/** What a cell shows when there is nothing to show. */
export const Nothing = () => <Subtle>–</Subtle>;
