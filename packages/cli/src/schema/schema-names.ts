export const schemaNames = ['request', 'blueprint', 'disk.yaml', 'inspection'] as const;

export type SchemaName = (typeof schemaNames)[number];
