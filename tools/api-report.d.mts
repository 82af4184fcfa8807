import type ts from 'typescript';

export function apiOfFile(program: ts.Program, file: string): readonly string[];
