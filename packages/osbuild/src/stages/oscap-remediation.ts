import * as z from 'zod';

/** Options of `org.osbuild.oscap.remediation`, in the order in which they are written. */
export const oscapRemediation = z.strictObject({
  data_dir: z.exactOptional(z.string()),
  config: z.strictObject({
    profile_id: z.string(),
    datastream: z.string(),
    datastream_id: z.exactOptional(z.string()),
    xccdf_id: z.exactOptional(z.string()),
    benchmark_id: z.exactOptional(z.string()),
    tailoring: z.exactOptional(z.string()),
    tailoring_id: z.exactOptional(z.string()),
    arf_results: z.exactOptional(z.string()),
    xml_results: z.exactOptional(z.string()),
    xccdf_results: z.exactOptional(z.string()),
    html_report: z.exactOptional(z.string()),
    verbose_log: z.exactOptional(z.string()),
    verbose_level: z.exactOptional(z.literal(['DEVEL', 'INFO', 'WARNING', 'ERROR'])),
    compress_results: z.exactOptional(z.boolean()),
  }),
});
