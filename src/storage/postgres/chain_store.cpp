#include "storage/postgres/chain_store.hpp"

#include <algorithm>

#include "storage/postgres/chain_view.hpp"

namespace burner::storage {

namespace {

using audit::Anchor;
using audit::AnchorKind;
using audit::Link;

/// How many anchors behind the oldest batch are looked at, to find up to where to prune: about three hours of a node.
constexpr std::int64_t anchors_looked_at = 1'000;

std::optional<Anchor> newest_anchor(Transaction& transaction, std::string_view chain) {
    auto row = transaction.prepare(
        "SELECT seq, kind, chain, last, hash, at, root FROM audit_anchors WHERE chain = ? ORDER BY last DESC, seq DESC"
        " LIMIT 1");
    row.bind(chain);
    return row.row() ? std::optional{anchor_from(row)} : std::nullopt;
}

std::optional<Link> newest_batch_end(Transaction& transaction, std::string_view chain) {
    auto row = transaction.prepare("SELECT last, hash FROM audit_batches WHERE chain = ? ORDER BY first DESC LIMIT 1");
    row.bind(chain);
    return row.row() ? std::optional{link_from(row, 0, 1)} : std::nullopt;
}

/// Returns where the chain ends; of one without batches, where its anchors say.
std::optional<Link> end_of(Transaction& transaction, std::string_view chain) {
    if (auto end = newest_batch_end(transaction, chain)) return end;
    const auto anchor = newest_anchor(transaction, chain);
    return anchor ? std::optional{anchor->link} : std::nullopt;
}

/// Lets nobody else anchor until the transaction ends: each root needs the one before.
void lock_anchors(Transaction& transaction) {
    transaction.lock("audit anchors", {});
}

/// Adds an anchor behind the last one; the anchors are locked.
Anchor add_anchor(Transaction& transaction, AnchorKind kind, std::string_view chain, const Link& link) {
    Anchor anchor{.kind = kind, .chain = std::string{chain}, .link = link};
    audit::HexHash before = Link{}.hash;
    {
        auto last = transaction.prepare(
            "SELECT (extract(epoch FROM clock_timestamp()) * 1000)::bigint, seq, root FROM (SELECT 1) one LEFT JOIN"
            " (SELECT seq, root FROM audit_anchors ORDER BY seq DESC LIMIT 1) newest ON true");
        if (last.row()) {
            anchor.at = last.time(0);
            const Link newest = link_from(last, 1, 2);
            anchor.seq = newest.seq + 1;
            before = newest.hash;
        }
    }
    anchor.root = root_after(before, anchor);
    transaction
        .prepare("INSERT INTO audit_anchors (seq, kind, chain, last, hash, at, root) VALUES (?, ?, ?, ?, ?, ?, ?)")
        .bind(as_bigint(anchor.seq), static_cast<std::int64_t>(kind), chain, as_bigint(link.seq),
              base::ByteView{audit::to_bytes(link.hash)}, anchor.at, base::ByteView{audit::to_bytes(anchor.root)})
        .run();
    return anchor;
}

void insert(Transaction& transaction, std::string_view chain, const audit::Batch& batch) {
    transaction.prepare("INSERT INTO audit_batches (chain, first, last, before, hash, lines) VALUES (?, ?, ?, ?, ?, ?)")
        .bind(chain, as_bigint(batch.first()), as_bigint(batch.end.seq),
              base::ByteView{audit::to_bytes(batch.before.hash)}, base::ByteView{audit::to_bytes(batch.end.hash)},
              base::as_bytes(batch.lines))
        .run();
}

}  // namespace

base::Result<std::optional<Link>> PostgresChainStore::end(std::string_view chain) {
    return database_.read(
        [&](Transaction& transaction) -> base::Result<std::optional<Link>> { return end_of(transaction, chain); });
}

base::Result<void> PostgresChainStore::begin(std::string_view chain, const Link& start) {
    return database_.write([&](Transaction& transaction) -> base::Result<void> {
        lock_anchors(transaction);
        if (!end_of(transaction, chain)) add_anchor(transaction, AnchorKind::start, chain, start);
        return {};
    });
}

base::Result<bool> PostgresChainStore::append(std::string_view chain, std::span<const audit::Batch> batches) {
    return database_.write([&](Transaction& transaction) -> base::Result<bool> {
        transaction.lock("audit chain", base::as_bytes(chain));
        if (end_of(transaction, chain) != batches.front().before) return false;
        for (const audit::Batch& batch : batches) insert(transaction, chain, batch);
        return true;
    });
}

base::Result<std::optional<Anchor>> PostgresChainStore::anchor(std::string_view chain) {
    return database_.write([&](Transaction& transaction) -> base::Result<std::optional<Anchor>> {
        lock_anchors(transaction);
        const auto end = newest_batch_end(transaction, chain);
        auto newest = newest_anchor(transaction, chain);
        if (!end || (newest && newest->link == *end)) return newest;
        return add_anchor(transaction, AnchorKind::head, chain, *end);
    });
}

base::Result<std::size_t> PostgresChainStore::prune(base::UnixTime before, std::size_t max_batches) {
    const auto chains = stored_chains();
    if (!chains) return std::unexpected(chains.error());
    std::size_t pruned = 0;
    for (const std::string& chain : *chains) {
        const auto link = mark_pruned(chain, before);
        if (!link) return std::unexpected(link.error());
        while (*link && pruned < max_batches) {
            const auto deleted = delete_up_to(chain, (*link)->seq, max_batches - pruned);
            if (!deleted) return std::unexpected(deleted.error());
            if (*deleted == 0) break;
            pruned += *deleted;
        }
    }
    return pruned;
}

base::Result<std::vector<std::string>> PostgresChainStore::stored_chains() {
    return database_.read([&](Transaction& transaction) -> base::Result<std::vector<std::string>> {
        std::vector<std::string> chains;
        // Looks each up behind the one before: DISTINCT would read every row.
        auto row = transaction.prepare(
            "WITH RECURSIVE found AS ((SELECT chain FROM audit_batches ORDER BY chain LIMIT 1) UNION ALL"
            " SELECT (SELECT b.chain FROM audit_batches b WHERE b.chain > found.chain ORDER BY b.chain LIMIT 1)"
            " FROM found WHERE found.chain IS NOT NULL) SELECT chain FROM found WHERE chain IS NOT NULL");
        while (row.row()) chains.push_back(row.text(0));
        return chains;
    });
}

/// Anchors up to where a chain is pruned now; nullopt: no batch of it is old enough.
base::Result<std::optional<Link>> PostgresChainStore::mark_pruned(std::string_view chain, base::UnixTime before) {
    return database_.write([&](Transaction& transaction) -> base::Result<std::optional<Link>> {
        lock_anchors(transaction);
        std::optional<Link> link;
        {
            auto row = transaction.prepare(
                "SELECT last, hash FROM (SELECT last, hash, at FROM audit_anchors WHERE chain = ?1 AND last >="
                " (SELECT last FROM audit_batches WHERE chain = ?1 ORDER BY first LIMIT 1) ORDER BY last, seq LIMIT ?2)"
                " oldest WHERE at < ?3 ORDER BY last DESC LIMIT 1");
            row.bind(chain, anchors_looked_at, before);
            if (row.row()) link = link_from(row, 0, 1);
        }
        if (link) add_anchor(transaction, AnchorKind::pruned, chain, *link);
        return link;
    });
}

base::Result<std::size_t> PostgresChainStore::delete_up_to(std::string_view chain, std::uint64_t last,
                                                           std::size_t max_batches) {
    constexpr std::size_t at_once = 500;
    return database_.write([&](Transaction& transaction) -> base::Result<std::size_t> {
        auto row = transaction.prepare(
            "WITH gone AS (DELETE FROM audit_batches WHERE chain = ?1 AND first IN (SELECT first FROM audit_batches"
            " WHERE chain = ?1 AND last <= ?2 ORDER BY first LIMIT ?3) RETURNING 1) SELECT count(*) FROM gone");
        row.bind(chain, as_bigint(last), as_bigint(std::min(at_once, max_batches)));
        return row.row() ? row.count(0) : 0;
    });
}

base::Result<void> PostgresChainStore::view(const std::function<void(audit::ChainView&)>& work) {
    return database_.read([&](Transaction& transaction) -> base::Result<void> {
        PostgresChainView view{transaction};
        work(view);
        return {};
    });
}

}  // namespace burner::storage
