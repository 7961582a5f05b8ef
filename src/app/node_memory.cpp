#include "app/node_memory.hpp"

#include "base/log.hpp"

namespace burner::app {

/// Says what memory could not take in; that the database does not answer, its own log line says.
base::Result<std::optional<nodes::FeedHead>> NodeMemory::note(base::Result<std::optional<nodes::FeedHead>> read) {
    if (!read && read.error().code == base::ErrorCode::overloaded) return read;
    const std::string words = read ? std::string{} : read.error().message;
    if (hindrances_.set(nodes::Hindrances::Of::memory, words) && !words.empty())
        base::log(base::LogLevel::error, "this node cannot go on", {{"reason", words}});
    return read;
}

base::Result<void> NodeMemory::load_pauses() {
    auto loaded = pause_store_.load();
    if (!loaded) return std::unexpected(loaded.error());
    pauses_.replace(*std::move(loaded));
    return {};
}

/// Pauses are read after the rest, so they are at least as new as the place in the feed that is answered.
base::Result<std::optional<nodes::FeedHead>> NodeMemory::load(const nodes::FeedPosition& must_contain) {
    const auto head = note(replica_.load(must_contain));
    if (!head || !*head) return head;
    if (auto loaded = load_pauses(); !loaded) return std::unexpected(loaded.error());
    return head;
}

base::Result<std::optional<nodes::FeedHead>> NodeMemory::read_after(const nodes::FeedPosition& position) {
    const auto head = note(replica_.read_after(position));
    if (!head || !*head || (*head)->newest_kind < nodes::ChangeKind::pause) return head;
    if (auto loaded = load_pauses(); !loaded) return std::unexpected(loaded.error());
    return head;
}

}  // namespace burner::app
