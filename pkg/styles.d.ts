/** The sheet without the rules and the variables that nothing in these scripts, or in the rest of the sheet, leads to. */
export function pruneStyles(sheet: string, scripts: string): string;
