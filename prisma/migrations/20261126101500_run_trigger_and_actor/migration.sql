-- A run names the trigger that started it, and the actor: { kind, id, label }. What started a run was the id of a user.
ALTER TABLE "Run" RENAME COLUMN "startedBy" TO "startedByUserId";
ALTER TABLE "Run" ADD COLUMN "triggerNodeId" TEXT, ADD COLUMN "startedBy" JSONB;

-- The trigger of a run is certain when its version has only one. With several, all of them fired: that stays null.
WITH only_trigger AS (
  SELECT v.id AS "versionId", min(node->>'id') AS "nodeId"
  FROM "Version" v
  CROSS JOIN LATERAL jsonb_array_elements(
    CASE WHEN jsonb_typeof(v.plan->'nodes') = 'array' THEN v.plan->'nodes' ELSE '[]'::jsonb END) AS node
  WHERE node->'operation'->>'kind' = 'trigger'
  GROUP BY v.id
  HAVING count(*) = 1
)
UPDATE "Run" r SET
  "triggerNodeId" = t."nodeId",
  "startedBy" = CASE
    WHEN before."startedByUserId" IS NULL THEN jsonb_build_object('kind', 'SYSTEM', 'id', NULL, 'label', 'Muster')
    ELSE jsonb_build_object('kind', 'USER', 'id', before."startedByUserId", 'label', COALESCE(u.name, 'Deleted user'))
  END
FROM "Run" before
LEFT JOIN only_trigger t ON t."versionId" = before."versionId"
LEFT JOIN "User" u ON u.id = before."startedByUserId"
WHERE before.id = r.id;

ALTER TABLE "Run" ALTER COLUMN "startedBy" SET NOT NULL;
ALTER TABLE "Run" DROP COLUMN "startedByUserId";
