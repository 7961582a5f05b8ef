#include "nodes/feed_driver.hpp"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

namespace burner::nodes {

FeedDriver::FeedDriver(Parts parts, NodeIdentity identity, Lease& lease, const LeaseTerms& terms)
    : parts_(std::move(parts)),
      identity_(std::move(identity)),
      terms_(terms),
      membership_(lease, parts_.finality, terms),
      watch_({}, terms) {}

std::chrono::nanoseconds FeedDriver::step() {
    const auto now = parts_.clock.now();
    parts_.finality.pass_time(now);
    const auto next = membership_.next(now);
    if (next == Membership::Step::rest) return membership_.rest(now);
    if (!make(next)) {
        membership_.failed(parts_.clock.now());
        watch_.forget();
    }
    return {};
}

/// Makes a step; false where the engine did not answer.
bool FeedDriver::make(Membership::Step step) {
    switch (step) {
        case Membership::Step::join: return join();
        case Membership::Step::restore: return restore();
        case Membership::Step::load: return load();
        case Membership::Step::renew: return renew();
        case Membership::Step::read: return read();
        case Membership::Step::acknowledge: return acknowledge();
        case Membership::Step::rest: break;
    }
    return true;
}

bool FeedDriver::join() {
    const std::string former = std::exchange(identity_.id, parts_.draw_id());
    watch_ = FenceWatch{identity_.id, terms_};
    if (!parts_.registry.join(identity_, former)) return false;
    membership_.joined();
    ++joins_;
    parts_.log(fmt::format("joined as {}", identity_.id));
    return true;
}

bool FeedDriver::restore() {
    const auto position = parts_.memory.restore(membership_.history().places());
    if (position) membership_.restored(*position);
    return position.has_value();
}

bool FeedDriver::load() {
    const auto head = parts_.memory.load(membership_.must_contain());
    if (head) membership_.loaded(*head, parts_.clock.now());
    return head.has_value();
}

bool FeedDriver::renew() {
    const auto asked = parts_.clock.now();
    const auto answer = parts_.registry.renew(identity_.id, membership_.applied());
    if (!answer) return false;
    if (!*answer) parts_.log("the row of this node is fenced or gone, or the engine went back; it joins again");
    membership_.renewed(asked, *answer);
    if (*answer) look_around(**answer);
    return true;
}

bool FeedDriver::read() {
    const auto head = parts_.memory.read_after(membership_.applied());
    if (head) membership_.read(*head, parts_.clock.now());
    return head.has_value();
}

bool FeedDriver::acknowledge() {
    const auto is_member = parts_.registry.acknowledge(identity_.id, membership_.applied());
    if (is_member) membership_.acknowledged(*is_member);
    return is_member.has_value();
}

/// Fences the dead, and tells who is left. An engine that does not answer here will not answer the next step either.
void FeedDriver::look_around(const Renewal& renewal) {
    const auto live = parts_.registry.live();
    if (!live) return watch_.forget();
    Standing standing{identity_.id, {}, membership_.applied().number, renewal.last, joins_};
    for (const NodeRow& row : live->rows) standing.live.push_back(row.node.id);
    for (const NodeRow& row : live->rows)
        standing.understood = std::min(standing.understood, row.node.facts.understands);
    for (const auto& dead : watch_.look(*live, parts_.clock.now())) {
        if (fence(dead)) std::erase(standing.live, dead.id);
    }
    parts_.renewed(standing);
}

bool FeedDriver::fence(const FenceWatch::Dead& dead) {
    const auto fenced = parts_.registry.fence(dead.id, dead.renewals);
    const bool is_done = fenced && *fenced;
    if (is_done) parts_.log(fmt::format("fenced {}, which no longer renews its lease", dead.id));
    return is_done;
}

void FeedDriver::leave() {
    if (!identity_.id.empty() && !parts_.registry.leave(identity_.id))
        parts_.log("the engine did not answer the goodbye; revocations wait for this node until it is fenced");
}

}  // namespace burner::nodes
