#include "storage/postgres/duty_store.hpp"

#include "storage/lists.hpp"

namespace burner::storage {

namespace {

/// Keeps, frees and takes duties. What another node is just taking is passed over. Parameters: owner, kept, given up,
/// shards wanted, how many of them, singles wanted, the length of a lease in milliseconds.
constexpr std::string_view claim_sql =
    "WITH now AS MATERIALIZED (SELECT (extract(epoch FROM clock_timestamp()) * 1000)::bigint AS ms),"
    " shards AS (SELECT d.name FROM duties d JOIN unnest(string_to_array(?4, ' ')) WITH ORDINALITY"
    " AS wanted (name, place) USING (name), now WHERE d.until <= now.ms OR d.owner = ?1 ORDER BY place LIMIT ?5"
    " FOR UPDATE OF d SKIP LOCKED),"
    " singles AS (SELECT d.name FROM duties d, now WHERE d.name = ANY (string_to_array(?6, ' '))"
    " AND (d.until <= now.ms OR d.owner = ?1) FOR UPDATE OF d SKIP LOCKED)"
    " UPDATE duties SET owner = CASE WHEN name = ANY (string_to_array(?3, ' ')) THEN '' ELSE ?1 END,"
    " until = CASE WHEN name = ANY (string_to_array(?3, ' ')) THEN 0 ELSE now.ms + ?7 END FROM now"
    " WHERE (owner = ?1 AND (name = ANY (string_to_array(?2, ' ')) OR name = ANY (string_to_array(?3, ' '))))"
    " OR name IN (SELECT name FROM shards) OR name IN (SELECT name FROM singles) RETURNING name, owner";

std::string names(const std::vector<std::string>& duties) {
    return joined(duties, [](const std::string& name) { return name; });
}

}  // namespace

base::Result<std::vector<std::string>> DutyStore::claim(const nodes::DutyClaim& claim) {
    return database_.write([&](Transaction& transaction) -> base::Result<std::vector<std::string>> {
        auto rows = transaction.prepare(claim_sql);
        rows.bind(claim.owner, names(claim.keep), names(claim.give_up), names(claim.shards), claim.max_shards,
                  names(claim.singles), std::chrono::milliseconds{nodes::duty_lease}.count());
        std::vector<std::string> held;
        while (rows.row()) {
            if (!rows.text(1).empty()) held.push_back(rows.text(0));
        }
        return held;
    });
}

base::Result<void> DutyStore::release(std::string_view owner) {
    return database_.write([&](Transaction& transaction) -> base::Result<void> {
        transaction.prepare("UPDATE duties SET owner = '', until = 0 WHERE owner = ?").bind(owner).run();
        return {};
    });
}

}  // namespace burner::storage
