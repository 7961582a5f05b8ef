#include "storage/stores/pause_store.hpp"

#include "storage/stores/change_log.hpp"

namespace burner::storage {

namespace {

using transactions::Pause;

/// Returns the word of a pause's type; empty when it covers every type.
std::string_view type_word(const Pause& pause) {
    return pause.type ? assets::to_text(*pause.type) : std::string_view{};
}

/// Returns whether the pause was there.
bool remove_pause(Transaction& transaction, const Pause& pause) {
    transaction.prepare("DELETE FROM pauses WHERE burns_only = ? AND type = ? AND project = ?")
        .bind(std::int64_t{pause.burns_only ? 1 : 0}, type_word(pause), pause.project)
        .run();
    return transaction.changed_rows() > 0;
}

/// Returns whether the pause was not there.
bool insert_pause(Transaction& transaction, const Pause& pause) {
    transaction.prepare("INSERT INTO pauses (burns_only, type, project) VALUES (?, ?, ?) ON CONFLICT DO NOTHING")
        .bind(std::int64_t{pause.burns_only ? 1 : 0}, type_word(pause), pause.project)
        .run();
    return transaction.changed_rows() > 0;
}

}  // namespace

base::Result<std::vector<Pause>> PauseStore::load() {
    return database_.read([&](Transaction& transaction) -> base::Result<std::vector<Pause>> {
        auto row =
            transaction.prepare("SELECT burns_only, type, project FROM pauses ORDER BY burns_only, type, project");
        std::vector<Pause> pauses;
        while (row.row()) {
            const auto word = row.text(1);
            const auto type = assets::item_type_from_text(word);
            if (!word.empty() && !type) return base::fail(base::ErrorCode::internal, "A stored pause cannot be read");
            pauses.push_back({row.integer(0) == 1, type, row.text(2)});
        }
        return pauses;
    });
}

base::Result<nodes::FeedPosition> PauseStore::add(const Pause& pause) {
    return database_.write([&](Transaction& transaction) -> base::Result<nodes::FeedPosition> {
        const auto last = lock_feed(transaction);
        if (!insert_pause(transaction, pause)) return last;
        return append_change(transaction, nodes::ChangeKind::pause, {});
    });
}

base::Result<std::optional<nodes::FeedPosition>> PauseStore::remove(const Pause& pause) {
    return database_.write([&](Transaction& transaction) -> base::Result<std::optional<nodes::FeedPosition>> {
        lock_feed(transaction);
        if (!remove_pause(transaction, pause)) return std::nullopt;
        return append_change(transaction, nodes::ChangeKind::pause, {});
    });
}

}  // namespace burner::storage
