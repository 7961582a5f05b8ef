#include "audit/shipper.hpp"

#include <stdexcept>

#include <fmt/format.h>

#include "audit/agreement.hpp"
#include "base/log.hpp"

namespace burner::audit {

namespace {

/// How often the place is looked for anew, before somebody has to look at it.
constexpr int max_places = 3;

std::unexpected<std::string> away(const base::Error& error) {
    return std::unexpected(error.message);
}

/// Returns from where on the files go on as another chain.
Link start_of_fork(const Agreement& found) {
    return found.common ? *found.common : found.local_start.value_or(Link{});
}

}  // namespace

Shipper::Shipper(std::filesystem::path directory, std::string name, ChainStore& store)
    : directory_(std::move(directory)), name_(std::move(name)), store_(store), reader_(directory_) {
    auto chain = open_chain(directory_, name_);
    if (!chain) throw std::runtime_error(chain.error());
    chain_ = *std::move(chain);
}

Shipper::Outcome Shipper::ship() {
    for (int places = 0;;) {
        if (!is_placed_) {
            if (++places > max_places)
                return std::unexpected(fmt::format("the chain {} is shipped by another process too", chain_.id));
            if (auto placed = place(); !placed) return placed;
            continue;
        }
        const auto shipped = ship_some();
        if (!shipped) return std::unexpected(shipped.error());
        if (*shipped == 0 && is_placed_) return {};
        if (is_placed_) places = 0;
    }
}

/// Ships the next batches, and returns how many: none if there are none, or if they are not what follows.
std::expected<std::size_t, std::string> Shipper::ship_some() {
    if (waiting_.empty()) {
        auto batches = reader_.next(usual_batch);
        is_placed_ = batches.has_value();
        if (!batches) return std::unexpected(batches.error());
        if (batches->empty()) return 0;
        // What the database has must not be missing in the files after a power cut: that would be another history.
        if (!reader_.make_durable()) {
            is_placed_ = false;
            return std::unexpected("the audit log cannot be made durable");
        }
        waiting_ = *std::move(batches);
    }
    const auto appended = store_.append(chain_.id, waiting_);
    if (!appended) return away(appended.error());
    is_placed_ = *appended;
    const auto done = std::exchange(waiting_, {});
    if (!*appended) return 0;
    shipped_ = done.back().end;
    return done.size();
}

std::optional<std::uint64_t> Shipper::bytes_left() const {
    if (!is_placed_) return std::nullopt;
    std::uint64_t bytes = reader_.bytes_left();
    for (const Batch& batch : waiting_) bytes += batch.lines.size();
    return bytes;
}

/// Finds out what was shipped, and goes there in the files.
Shipper::Outcome Shipper::place() {
    auto chain = open_chain(directory_, name_);
    if (!chain) return std::unexpected(chain.error());
    if (*chain != chain_) anchor_.reset();  // another process has begun another
    chain_ = *std::move(chain);
    const auto end = store_.end(chain_.id);
    if (!end) return away(end.error());
    if (!*end) {
        if (auto begun = store_.begin(chain_.id, chain_.start); !begun) return away(begun.error());
        if (chain_.start.seq > 0)
            base::log(base::LogLevel::info, "the audit log is shipped from here on; what is before stays in its files",
                      {{"chain", chain_.id}, {"seq", std::to_string(chain_.start.seq)}});
    }
    const Link from = end->value_or(chain_.start);
    const auto found = reader_.seek(from);
    if (!found) return std::unexpected(found.error());
    if (!*found) return fork(from);
    shipped_ = from;
    is_placed_ = true;
    return {};
}

/// Lets the files go on as another chain, behind what they and the chain have in common.
Shipper::Outcome Shipper::fork(const Link& end) {
    std::expected<Agreement, std::string> found;
    const auto viewed = store_.view([&](ChainView& view) { found = compare(reader_, view, chain_.id); });
    if (!viewed) return away(viewed.error());
    if (!found) return std::unexpected(found.error());
    const Chain former = chain_;
    auto another = begin_another_chain(directory_, name_, former, start_of_fork(*found));
    if (!another) return std::unexpected(another.error());
    chain_ = *std::move(another);
    anchor_.reset();
    notice_ = fmt::format(
        "the files do not go on what was shipped as {} up to seq {} with hash {}: they were changed, or are an old"
        " copy; from seq {} on they are shipped as {}",
        former.id, end.seq, view(end.hash), chain_.start.seq + 1, chain_.id);
    base::log(base::LogLevel::error, "the audit log was changed or copied", {{"detail", *notice_}});
    return {};  // not placed yet: its beginning is to be anchored
}

Shipper::Outcome Shipper::anchor() {
    if (anchor_ && anchor_->link == shipped_) return {};
    auto anchored = store_.anchor(chain_.id);
    if (!anchored) return away(anchored.error());
    if (*anchored) anchor_ = **anchored;
    return {};
}

}  // namespace burner::audit
