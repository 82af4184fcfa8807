export function packageDrawing(): string;
export function architecturePage(text?: string): string;
