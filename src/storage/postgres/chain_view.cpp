#include "storage/postgres/chain_view.hpp"

namespace burner::storage {

namespace {

audit::HexHash hash_from(const Statement& row, int column) {
    base::Sha256 hash;
    return row.read_blob(column, hash) ? audit::to_hex(hash) : audit::Link{}.hash;
}

std::vector<audit::Anchor> anchors_from(Statement& row) {
    std::vector<audit::Anchor> anchors;
    while (row.row()) anchors.push_back(anchor_from(row));
    return anchors;
}

}  // namespace

audit::Link link_from(const Statement& row, int seq, int hash) {
    return {row.count(seq), hash_from(row, hash)};
}

audit::Anchor anchor_from(const Statement& row) {
    return {.seq = row.count(0),
            .kind = static_cast<audit::AnchorKind>(row.integer(1)),
            .chain = row.text(2),
            .link = link_from(row, 3, 4),
            .at = row.time(5),
            .root = hash_from(row, 6)};
}

std::vector<std::string> PostgresChainView::chains() {
    std::vector<std::string> chains;
    auto row = transaction_.prepare("SELECT chain FROM audit_batches UNION SELECT chain FROM audit_anchors ORDER BY 1");
    while (row.row()) chains.push_back(row.text(0));
    return chains;
}

std::uint64_t PostgresChainView::count_events() {
    auto row = transaction_.prepare("SELECT CAST(coalesce(sum(last - first + 1), 0) AS bigint) FROM audit_batches");
    return row.row() ? row.count(0) : 0;
}

std::vector<audit::Batch> PostgresChainView::batches(std::string_view chain, std::uint64_t after,
                                                     std::size_t max_bytes) {
    auto row = transaction_.prepare(
        "SELECT first - 1, before, last, hash, lines FROM (SELECT first, before, last, hash, lines,"
        " sum(octet_length(lines)) OVER (ORDER BY first) - octet_length(lines) AS bytes_before FROM (SELECT first, "
        "before, last, hash, lines FROM"
        " audit_batches WHERE chain = ? AND first > ? ORDER BY first LIMIT 1000) next) sized"
        " WHERE bytes_before < ? ORDER BY first");
    row.bind(chain, as_bigint(after), as_bigint(max_bytes));
    std::vector<audit::Batch> batches;
    while (row.row()) batches.push_back({link_from(row, 0, 1), link_from(row, 2, 3), row.text(4)});
    return batches;
}

std::vector<audit::Link> PostgresChainView::ends(std::string_view chain, std::uint64_t after, std::size_t limit) {
    auto row = transaction_.prepare(
        "SELECT last, hash FROM audit_batches WHERE chain = ? AND first > ? ORDER BY first LIMIT ?");
    row.bind(chain, as_bigint(after), as_bigint(limit));
    std::vector<audit::Link> ends;
    while (row.row()) ends.push_back(link_from(row, 0, 1));
    return ends;
}

std::vector<audit::Anchor> PostgresChainView::anchors(std::uint64_t after, std::size_t limit) {
    auto row = transaction_.prepare(
        "SELECT seq, kind, chain, last, hash, at, root FROM audit_anchors WHERE seq > ? ORDER BY seq LIMIT ?");
    row.bind(as_bigint(after), as_bigint(limit));
    return anchors_from(row);
}

std::vector<audit::Anchor> PostgresChainView::anchors_of(std::string_view chain, const audit::Anchor& after,
                                                         std::size_t limit) {
    auto row = transaction_.prepare(
        "SELECT seq, kind, chain, last, hash, at, root FROM audit_anchors WHERE chain = ?1 AND (last > ?2 OR last = ?2"
        " AND seq > ?3) ORDER BY last, seq LIMIT ?4");
    row.bind(chain, as_bigint(after.link.seq), as_bigint(after.seq), as_bigint(limit));
    return anchors_from(row);
}

}  // namespace burner::storage
