#include "simulation/engine.hpp"

#include <algorithm>
#include <ranges>

#include <fmt/format.h>

namespace burner::nodes::simulation {

void Engine::join(int id, const HeldLock& lock, std::optional<int> former) {
    for (auto& [other, row] : rows_) {
        const bool same_lock =
            variant_ == Variant::fence_by_name ? row.lock.directory == lock.directory : row.lock == lock;
        if (other == former || same_lock) row.is_fenced = true;
    }
    rows_[id] =
        Row{lock, rows_[id].renewals + 1, 0, false};  // a row is there already in the variant that takes it over
}

bool Engine::contains(const FeedPosition& position) const {
    if (position.number > last_) return false;
    if (position.number == 0 || variant_ == Variant::numbers_alone) return true;
    if (position == this->position()) return true;
    const auto entry =
        std::ranges::lower_bound(entries_, position.number, {}, [](const Entry& e) { return e.position.number; });
    return entry != entries_.end() && entry->position == position;
}

std::optional<Renewal> Engine::renew(int id, const FeedPosition& applied) {
    const auto row = rows_.find(id);
    if (row == rows_.end() || row->second.is_fenced || !contains(applied)) return std::nullopt;
    ++row->second.renewals;
    row->second.applied = applied.number;
    return Renewal{last_, finals_};
}

bool Engine::acknowledge(int id, const FeedPosition& applied) {
    const auto row = rows_.find(id);
    if (row == rows_.end()) return false;
    if (row->second.is_fenced || !contains(applied)) return false;
    row->second.applied = applied.number;
    return true;
}

void Engine::fence(int id, std::uint64_t renewals) {
    const auto row = rows_.find(id);
    if (row == rows_.end()) return;
    if (row->second.renewals == renewals) row->second.is_fenced = true;
}

void Engine::leave(int id) {
    if (rows_.contains(id)) rows_.at(id).is_fenced = true;
}

LiveNodes Engine::live() const {
    LiveNodes live{fmt::to_string(starts_), {}};
    for (const auto& [id, row] : rows_) {
        if (!row.is_fenced) live.rows.push_back({{fmt::to_string(id), {}, {}, {}}, row.renewals, row.applied});
    }
    return live;
}

Acknowledged Engine::acknowledged(const FeedPosition& change) const {
    if (!contains(change)) return Acknowledged::lost;
    const bool is_behind = std::ranges::any_of(
        rows_, [&](const auto& row) { return !row.second.is_fenced && row.second.applied < change.number; });
    return is_behind ? Acknowledged::no : Acknowledged::all;
}

bool Engine::raise_finals(const FeedPosition& change) {
    if (variant_ != Variant::unconditional_finals && !contains(change)) return false;
    finals_ = std::max(finals_, change.number);
    return true;
}

void Engine::append(std::optional<Token> token, std::int64_t mark) {
    mark_ = mark;
    entries_.push_back({position(), token});
}

FeedPosition Engine::revoke(Token token, std::int64_t mark) {
    ++last_;
    append(token, mark);
    return position();
}

FeedPosition Engine::draw_number(std::int64_t mark) {
    ++last_;
    mark_ = mark;
    return position();
}

void Engine::commit(const FeedPosition& position, Token token) {
    entries_.push_back({position, token});
    std::ranges::sort(entries_, {}, [](const Entry& entry) { return entry.position.number; });
}

FeedPosition Engine::restore(const std::vector<FeedPosition>& history, const std::map<Token, ChangeNumber>& memory,
                             std::int64_t mark) {
    const auto is_kept = [&](const FeedPosition& place) { return contains(place); };
    const auto newest_first = std::views::reverse(history);
    const auto found = std::ranges::find_if(newest_first, is_kept);
    const ChangeNumber kept = found == newest_first.end() ? 0 : found->number;
    if (!history.empty() && last_ < history.back().number) {
        last_ = history.back().number;
        append(std::nullopt, mark);
    }
    for (const auto& [token, number] : memory) {
        if (number <= kept || has_revoked(token)) continue;
        ++last_;
        append(token, mark);
    }
    return position();
}

std::optional<Engine::Page> Engine::load(const FeedPosition& restored) const {
    if (!contains(restored)) return std::nullopt;
    return Page{{position(), finals_}, entries_};
}

std::optional<Engine::Page> Engine::read(const FeedPosition& applied) const {
    if (!contains(applied)) return std::nullopt;
    Page page{{position(), finals_}, {}};
    for (const Entry& entry : entries_) {
        if (entry.position.number > applied.number) page.entries.push_back(entry);
    }
    return page;
}

bool Engine::has_revoked(Token token) const {
    return std::ranges::any_of(entries_, [&](const Entry& entry) { return entry.revoked == token; });
}

}  // namespace burner::nodes::simulation
