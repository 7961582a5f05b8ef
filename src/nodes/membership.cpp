#include "nodes/membership.hpp"

#include <algorithm>

namespace burner::nodes {

namespace {

/// The pause between two attempts to reach an engine that does not answer.
constexpr std::chrono::milliseconds retry_pause{50};

}  // namespace

Membership::Membership(Lease& lease, Finality& finality, const LeaseTerms& terms)
    : lease_(lease), finality_(finality), terms_(terms) {}

Membership::Step Membership::next(base::LeaseTime now) const {
    if (!base::both_reached(now, retry_at_)) return Step::rest;
    switch (phase_) {
        case Phase::outside: return Step::join;
        case Phase::joined: return has_memory_ ? Step::restore : Step::load;
        case Phase::restored: return Step::load;
        case Phase::member: break;
    }
    return next_of_member(now);
}

Membership::Step Membership::next_of_member(base::LeaseTime now) const {
    if (awaiting_) return Step::read;
    if (base::either_reached(now, renew_at_)) return Step::renew;
    if (acknowledged_ < applied_.number) return Step::acknowledge;
    return has_rung_ ? Step::read : Step::rest;
}

std::chrono::nanoseconds Membership::rest(base::LeaseTime now) const {
    if (next(now) != Step::rest) return {};
    const auto retry = base::until_both_reach(now, retry_at_);
    if (retry > retry.zero() || phase_ != Phase::member) return std::max(retry, retry.zero());
    return std::min(renew_at_.boot - now.boot, renew_at_.raw - now.raw);
}

void Membership::joined() {
    phase_ = Phase::joined;
    acknowledged_ = 0;
    must_contain_ = {};
}

void Membership::restored(const FeedPosition& position) {
    phase_ = Phase::restored;
    must_contain_ = position;
}

void Membership::loaded(const std::optional<FeedHead>& head, base::LeaseTime now) {
    if (!head) return lose();
    phase_ = Phase::member;
    has_memory_ = true;
    renew_at_ = now;
    applied_ = {};
    history_.clear();
    take(*head, now);
}

void Membership::take(const FeedHead& head, base::LeaseTime now) {
    if (head.position.number > applied_.number) finality_.applied(head.position.number, now);
    applied_ = head.position;
    for (const FeedPosition& place : head.passed) history_.add(place);
    history_.add(head.position);
    finality_.raise(head.finals);
}

void Membership::renewed(base::LeaseTime asked, const std::optional<Renewal>& answer) {
    if (!answer) return lose();
    renew_at_ = asked + terms_.renewal_interval();
    acknowledged_ = applied_.number;
    finality_.raise(answer->finals);
    awaiting_ = Awaiting{asked, answer->last};
    extend_if_applied();
}

void Membership::read(const std::optional<FeedHead>& head, base::LeaseTime now) {
    if (!head) return lose();
    has_rung_ = false;
    take(*head, now);
    extend_if_applied();
    // What was renewed is lost: the engine went back since, to before the last change that it named.
    if (awaiting_) {
        awaiting_.reset();
        renew_at_ = now;
    }
}

void Membership::extend_if_applied() {
    if (!awaiting_ || applied_.number < awaiting_->last) return;
    lease_.extend(awaiting_->asked + terms_.length);
    awaiting_.reset();
}

void Membership::acknowledged(bool is_member) {
    if (!is_member) return lose();
    acknowledged_ = applied_.number;
}

void Membership::final(const FeedPosition& change) {
    if (history_.contains(change)) finality_.raise(change.number);
}

void Membership::failed(base::LeaseTime now) {
    retry_at_ = now + retry_pause;
    renew_at_ = now;
    awaiting_.reset();
    if (phase_ != Phase::member) phase_ = Phase::outside;
}

void Membership::lose() {
    lease_.end();
    finality_.reset();
    awaiting_.reset();
    phase_ = Phase::outside;
}

}  // namespace burner::nodes
