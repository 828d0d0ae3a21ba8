import { useState } from "react";

import type { Files } from "../../ee/held-text.ts";
import { type FormReading, readForm } from "./form-reading.ts";

/** The form's reading of the texts as they are now; it remembers what could be read before. */
export function useFormReading(files: Files, main: string): FormReading {
    const [seen, setSeen] = useState(() => ({ files, main, reading: readForm(null, files, main) }));
    if (seen.files === files && seen.main === main) return seen.reading;
    const reading = readForm(seen.main === main ? seen.reading : null, files, main);
    setSeen({ files, main, reading });
    return reading;
}
