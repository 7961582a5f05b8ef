#include "fakes/stores/chain_store.hpp"

#include <algorithm>
#include <set>

namespace burner::storage {

namespace {

using audit::Anchor;
using audit::AnchorKind;
using audit::Batch;
using audit::Link;

std::unexpected<base::Error> away() {
    return base::fail(base::ErrorCode::overloaded, "the database is away");
}

class MemoryChainView final : public audit::ChainView {
  public:
    explicit MemoryChainView(const MemoryChainStore& store) : store_(store) {}

    std::vector<std::string> chains() override {
        std::set<std::string> names;
        for (const auto& [chain, batches] : store_.batches) names.insert(chain);
        for (const Anchor& anchor : store_.anchors) names.insert(anchor.chain);
        return {names.begin(), names.end()};
    }
    std::uint64_t count_events() override {
        std::uint64_t count = 0;
        for (const auto& [chain, batches] : store_.batches) {
            for (const Batch& batch : batches) count += batch.end.seq - batch.before.seq;
        }
        return count;
    }
    std::vector<Batch> batches(std::string_view chain, std::uint64_t after, std::size_t max_bytes) override {
        std::vector<Batch> page;
        std::size_t bytes = 0;
        for (const Batch& batch : of(chain)) {
            if (batch.first() <= after) continue;
            if (bytes >= max_bytes) break;
            bytes += batch.lines.size();
            page.push_back(batch);
        }
        return page;
    }
    std::vector<Link> ends(std::string_view chain, std::uint64_t after, std::size_t limit) override {
        std::vector<Link> page;
        for (const Batch& batch : of(chain)) {
            if (batch.first() > after && page.size() < limit) page.push_back(batch.end);
        }
        return page;
    }
    std::vector<Anchor> anchors(std::uint64_t after, std::size_t limit) override {
        std::vector<Anchor> page;
        for (const Anchor& anchor : store_.anchors) {
            if (anchor.seq > after && page.size() < limit) page.push_back(anchor);
        }
        return page;
    }
    std::vector<Anchor> anchors_of(std::string_view chain, const Anchor& after, std::size_t limit) override {
        const auto place = [](const Anchor& anchor) { return std::pair{anchor.link.seq, anchor.seq}; };
        std::vector<Anchor> page;
        for (const Anchor& anchor : store_.anchors) {
            if (anchor.chain == chain && (place(anchor) > place(after))) page.push_back(anchor);
        }
        std::ranges::sort(page, {}, place);
        page.resize(std::min(page.size(), limit));
        return page;
    }

  private:
    const std::vector<Batch>& of(std::string_view chain) const {
        static const std::vector<Batch> none;
        const auto found = store_.batches.find(chain);
        return found == store_.batches.end() ? none : found->second;
    }

    const MemoryChainStore& store_;
};

}  // namespace

std::optional<Anchor> MemoryChainStore::newest_anchor(std::string_view chain) const {
    std::optional<Anchor> newest;
    for (const Anchor& anchor : anchors) {
        if (anchor.chain == chain && (!newest || anchor.link.seq >= newest->link.seq)) newest = anchor;
    }
    return newest;
}

std::optional<Link> MemoryChainStore::end_of(std::string_view chain) const {
    const auto found = batches.find(chain);
    if (found != batches.end() && !found->second.empty()) return found->second.back().end;
    const auto anchor = newest_anchor(chain);
    return anchor ? std::optional{anchor->link} : std::nullopt;
}

Anchor MemoryChainStore::add_anchor(AnchorKind kind, std::string_view chain, const Link& link) {
    const Anchor before = anchors.empty() ? Anchor{} : anchors.back();
    Anchor anchor{
        .seq = before.seq + 1, .kind = kind, .chain = std::string{chain}, .link = link, .at = clock.now(), .root = {}};
    anchor.root = root_after(before.root, anchor);
    anchors.push_back(anchor);
    return anchor;
}

base::Result<std::optional<Link>> MemoryChainStore::end(std::string_view chain) {
    const std::lock_guard lock(mutex_);
    if (is_away) return away();
    return end_of(chain);
}

base::Result<void> MemoryChainStore::begin(std::string_view chain, const Link& start) {
    const std::lock_guard lock(mutex_);
    if (is_away) return away();
    if (!end_of(chain)) add_anchor(AnchorKind::start, chain, start);
    return {};
}

base::Result<bool> MemoryChainStore::append(std::string_view chain, std::span<const Batch> added) {
    const std::lock_guard lock(mutex_);
    if (is_away) return away();
    if (end_of(chain) != added.front().before) return false;
    auto& stored = batches[std::string{chain}];
    stored.insert(stored.end(), added.begin(), added.end());
    if (forgets_to_say) return away();
    return true;
}

base::Result<std::optional<Anchor>> MemoryChainStore::anchor(std::string_view chain) {
    const std::lock_guard lock(mutex_);
    if (is_away) return away();
    auto newest = newest_anchor(chain);
    const auto found = batches.find(chain);
    if (found == batches.end() || found->second.empty()) return newest;
    const Link end = found->second.back().end;
    if (newest && newest->link == end) return newest;
    return add_anchor(AnchorKind::head, chain, end);
}

base::Result<std::size_t> MemoryChainStore::prune(base::UnixTime before, std::size_t max_batches) {
    const std::lock_guard lock(mutex_);
    if (is_away) return away();
    std::size_t pruned = 0;
    for (auto& [chain, stored] : batches) {
        if (stored.empty()) continue;
        std::optional<Link> up_to;
        for (const Anchor& anchor : anchors) {
            const bool is_newer = anchor.link.seq >= std::max(stored.front().end.seq, up_to.value_or(Link{}).seq);
            if (anchor.chain == chain && anchor.at < before && is_newer) up_to = anchor.link;
        }
        if (!up_to) continue;
        add_anchor(AnchorKind::pruned, chain, *up_to);
        while (!stored.empty() && stored.front().end.seq <= up_to->seq && pruned < max_batches) {
            stored.erase(stored.begin());
            ++pruned;
        }
    }
    return pruned;
}

base::Result<void> MemoryChainStore::view(const std::function<void(audit::ChainView&)>& work) {
    const std::lock_guard lock(mutex_);
    if (is_away) return away();
    MemoryChainView view{*this};
    work(view);
    return {};
}

}  // namespace burner::storage
