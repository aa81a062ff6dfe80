-- Sizes of payloads as text, kept by Postgres itself, so that a reader knows them before it loads anything.
ALTER TABLE "Workflow" ADD COLUMN "draftBytes" INTEGER GENERATED ALWAYS AS (octet_length(draft::text)) STORED;

ALTER TABLE "Version" ADD COLUMN "graphBytes" INTEGER GENERATED ALWAYS AS (octet_length(graph::text)) STORED,
ADD COLUMN "reportBytes" INTEGER GENERATED ALWAYS AS (octet_length(report::text)) STORED;

ALTER TABLE "Run" ADD COLUMN "inputBytes" INTEGER GENERATED ALWAYS AS (octet_length(input::text)) STORED,
ADD COLUMN "outputBytes" INTEGER GENERATED ALWAYS AS (octet_length(output::text)) STORED;

ALTER TABLE "NodeRun" ADD COLUMN "inputBytes" INTEGER GENERATED ALWAYS AS (octet_length(input::text)) STORED,
ADD COLUMN "outputBytes" INTEGER GENERATED ALWAYS AS (octet_length(output::text)) STORED;

ALTER TABLE "RunEvent" ADD COLUMN "dataBytes" INTEGER GENERATED ALWAYS AS (octet_length(data::text)) STORED;

ALTER TABLE "Message" ADD COLUMN "partsBytes" INTEGER GENERATED ALWAYS AS (octet_length(parts::text)) STORED;
