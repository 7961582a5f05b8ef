#include "storage/stores/change_log.hpp"

#include <algorithm>
#include <array>
#include <bit>

#include <fmt/format.h>

#include "base/random.hpp"
#include "nodes/feed_history.hpp"

namespace burner::storage {

namespace {

std::int64_t draw_mark() {
    std::array<std::uint8_t, sizeof(std::int64_t)> bytes;
    base::random_bytes(bytes);
    return std::bit_cast<std::int64_t>(bytes);
}

nodes::ChangeNumber next_number(Transaction& transaction, std::int64_t mark) {
    auto feed = transaction.prepare(
        fmt::format("UPDATE feed SET value = {}, mark = ? RETURNING value", transaction.next_change()));
    feed.bind(mark);
    return feed.row() ? feed.count(0) : 0;
}

void insert_change(Transaction& transaction, const nodes::FeedPosition& position, nodes::ChangeKind kind,
                   std::string_view ref) {
    transaction.prepare("INSERT INTO changes (seq, kind, ref, mark, at) VALUES (?, ?, ?, ?, ?)")
        .bind(position.number, static_cast<std::int64_t>(kind), ref, position.mark, base::SystemClock{}.now())
        .run();
}

}  // namespace

nodes::FeedPosition append_change(Transaction& transaction, nodes::ChangeKind kind, std::string_view ref) {
    nodes::FeedPosition position{0, draw_mark()};
    position.number = next_number(transaction, position.mark);
    insert_change(transaction, position, kind, ref);
    transaction.notify(fmt::format("feed {}", position.number));
    return position;
}

nodes::FeedPosition lock_feed(Transaction& transaction) {
    auto feed = transaction.prepare(fmt::format("SELECT value, mark FROM feed{}", transaction.for_update()));
    if (!feed.row()) return {};
    return {feed.count(0), feed.integer(1)};
}

void skip_numbers(Transaction& transaction, nodes::ChangeNumber number) {
    nodes::FeedPosition position{0, draw_mark()};
    auto feed = transaction.prepare("UPDATE feed SET value = ?1, mark = ?2 WHERE value < ?1 RETURNING value");
    feed.bind(number, position.mark);
    if (!feed.row()) return;
    position.number = feed.count(0);
    insert_change(transaction, position, nodes::ChangeKind::restored, {});
}

bool feed_contains(Transaction& transaction, const nodes::FeedPosition& position) {
    if (position.number == 0) return true;
    auto change = transaction.prepare(
        "SELECT 1 FROM feed WHERE value = ?1 AND mark = ?2 UNION ALL SELECT 1 FROM changes WHERE seq = ?1 AND mark = "
        "?2");
    change.bind(position.number, position.mark);
    return change.row();
}

std::vector<nodes::FeedPosition> latest_places(Transaction& transaction, nodes::ChangeNumber first) {
    auto change = transaction.prepare("SELECT seq, mark FROM changes WHERE seq >= ? ORDER BY seq DESC LIMIT ?");
    change.bind(static_cast<std::int64_t>(first), static_cast<std::int64_t>(nodes::FeedHistory::max_places));
    std::vector<nodes::FeedPosition> places;
    while (change.row()) places.push_back({change.count(0), change.integer(1)});
    std::ranges::reverse(places);
    return places;
}

nodes::FeedHead read_feed_head(Transaction& transaction, nodes::ChangeNumber first) {
    auto feed = transaction.prepare(
        "SELECT feed.value, feed.mark, finals.value, (SELECT max(kind) FROM changes WHERE seq >= ?) FROM feed, finals");
    feed.bind(first);
    if (!feed.row()) return {};
    return {.position = {feed.count(0), feed.integer(1)},
            .finals = feed.count(2),
            .newest_kind = static_cast<nodes::ChangeKind>(feed.integer(3))};
}

}  // namespace burner::storage
