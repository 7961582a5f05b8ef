#include "reclaim/reclaim.hpp"

#include <algorithm>
#include <iterator>
#include <stdexcept>
#include <unordered_set>

#include "reclaim/signature.hpp"
#include "reclaim/submit.hpp"
#include "reclaim/verdict.hpp"
#include "transport.hpp"

namespace burnandclaim {
namespace {

using std::chrono::steady_clock;

constexpr std::size_t max_build_items = 1'000;
constexpr std::size_t max_signed_at_once = 64;
constexpr int max_rebuilds = 3;
/// A larger fraction was probably meant as a percentage.
constexpr double large_donation = 0.5;
constexpr std::string_view still_valid = "still_valid";

const SubmitError unsaid_expiry{"blockhash_expired", "The transaction did not land in time"};
const SubmitError unsaid_failure{"simulation_failed", "The transaction failed"};

/// Takes out the first items, at most as many as one build takes.
std::vector<Selection> take_batch(std::vector<Selection>& items) {
    const auto end = items.begin() + static_cast<std::ptrdiff_t>(std::min(max_build_items, items.size()));
    std::vector<Selection> batch{items.begin(), end};
    items.erase(items.begin(), end);
    return batch;
}

burner::signing::Options check_options(const std::string& wallet, const ReclaimOptions& options) {
    return {.wallet = wallet,
            .donation_to = options.donation_to,
            .max_donation_lamports = options.max_donation_lamports,
            .max_fee_lamports = options.max_fee_lamports,
            .fee_payer = options.sponsor,
            .blocked = options.blocked,
            .is_position = options.is_position};
}

bool needs_sponsor(const ReclaimOptions& options) {
    return options.fee_payer == fee_payer::sponsor || options.fee_payer == fee_payer::automatic;
}

/// Tells whether both versions are signed, so that one can take the place of the other.
bool are_both(const std::optional<std::vector<std::uint32_t>>& versions) {
    const auto has = [&](std::uint32_t version) { return std::ranges::find(*versions, version) != versions->end(); };
    return versions && has(0) && has(1);
}

/// Refuses what was not asked for now: it may be in a transaction that can still land.
void require_asked(const std::vector<ItemSelection>& asked, const BuildTransactionsResult& result) {
    std::unordered_set<std::string_view> open;
    for (const ItemSelection& item : asked) open.insert(item.address);
    const auto take = [&](const auto& item) {
        if (open.erase(item.address) == 0) throw AnswerError("The server built something that was not requested");
    };
    for (const BuiltTransaction& built : result.transactions) std::ranges::for_each(built.includes, take);
    std::ranges::for_each(result.rejected, take);
}

/// Tells whether a transaction was refused before it was sent, because it is too old to land.
bool is_expiry(const SubmitError& error) {
    return error.code == "blockhash_expired" || error.code == "ticket_expired";
}

std::unordered_set<std::string_view> addresses_of(const std::vector<BuiltTransaction>& transactions) {
    std::unordered_set<std::string_view> addresses;
    for (const BuiltTransaction& built : transactions)
        for (const Selection& item : built.includes) addresses.insert(item.address);
    return addresses;
}

/// Returns what was asked of some transactions' items, and of no others.
std::vector<ItemSelection> items_of(const std::vector<ItemSelection>& asked,
                                    const std::vector<BuiltTransaction>& transactions) {
    const auto addresses = addresses_of(transactions);
    std::vector<ItemSelection> items;
    std::ranges::copy_if(asked, std::back_inserter(items),
                         [&](const ItemSelection& item) { return addresses.contains(item.address); });
    return items;
}

bool is_same(const BuiltTransaction& one, const BuiltTransaction& other) {
    return burner::signing::have_same_instructions(one.transaction_base64, other.transaction_base64);
}

}  // namespace

Reclaim::Reclaim(BurnerClient& client, const Transport& transport, std::string wallet, const ReclaimOptions& options,
                 const std::function<void(const ReclaimEvent&)>& on_event)
    : client_(client),
      transport_(transport),
      wallet_(std::move(wallet)),
      options_(options),
      on_event_(on_event),
      check_(check_options(wallet_, options)),
      ledger_(options.items),
      versions_(options.transaction_versions),
      follower_(client, transport,
                {wallet_, options.wait_for.value_or(std::string{wait_for::confirmed}), options.stop_token,
                 [this](const Submission& submission) { on_submission(submission); }}) {
    if (static_cast<bool>(options.sign) == static_cast<bool>(options.sign_all))
        throw std::invalid_argument("Give exactly one of sign and sign_all");
    if (options.donation_percentage > large_donation && !options.allow_large_donation)
        throw std::invalid_argument("donation_percentage above 0.5 needs allow_large_donation: 1 is all of it");
    if (needs_sponsor(options) && !options.sponsor)
        throw std::invalid_argument("fee_payer sponsor and auto need sponsor, the address that is agreed to");
    if (options.max_transactions == 0) throw std::invalid_argument("max_transactions must be at least 1");
    for (const auto& [item, lamports] : options.items) fresh_.push_back({item.type, item.address, item.action});
}

ReclaimReport Reclaim::run() {
    run_step(&Reclaim::process_all);
    run_step(&Reclaim::follow);  // what was sent before an early end
    ReclaimReport report = ledger_.report();
    report.stopped = stop_;
    emit(DoneEvent{report});
    if (stop_ && stop_->reason != reclaim_stop::declined) std::rethrow_exception(stop_->error);
    return report;
}

/// Runs a step; whatever goes wrong is in the report first.
void Reclaim::run_step(void (Reclaim::*step)()) {
    try {
        (this->*step)();
    } catch (const CancelledError&) {
        stop(reclaim_stop::aborted);
    } catch (const SigningRefusedError&) {
        stop(reclaim_stop::refused);
    } catch (...) {
        stop(reclaim_stop::failed);
    }
}

void Reclaim::stop(std::string_view reason) {
    if (!stop_) stop_ = {reason, std::current_exception()};
}

void Reclaim::emit(const ReclaimEvent& event) const {
    if (on_event_) on_event_(event);
}

void Reclaim::process_all() {
    while (!is_over()) {
        const bool is_rebuild = !again_.empty();
        const Batch batch = take_batch(is_rebuild ? again_ : fresh_);
        if (!batch.empty()) {
            process_batch(batch, is_rebuild);
        } else if (follower_.is_busy()) {
            follow();
        } else {
            return;
        }
    }
}

void Reclaim::process_batch(const Batch& batch, bool is_rebuild) {
    const auto built_at = steady_clock::now();
    const auto asked = ledger_.build_items(batch);
    const auto result = build(asked);
    emit(BuiltEvent{is_rebuild, asked, result});
    require_asked(asked, result);
    for (const RejectedItem& item : result.rejected)
        ledger_.record({{item.type, item.address, item.action}},
                       {reclaim_outcome::rejected, {}, SubmitError{item.code, item.message}});
    const std::span transactions{result.transactions};
    const auto fresh_for = fresh_time(result.transactions);
    for (std::size_t at = 0; at < transactions.size() && !is_over();) {
        const auto left = transactions.subspan(at);
        const auto next = left.first(next_count(left.size()));
        std::vector<BuiltTransaction> now{next.begin(), next.end()};
        if (steady_clock::now() - built_at > fresh_for) now = refresh(asked, now);
        const auto versions = versions_;
        if (!now.empty()) sign_and_submit(now, verify(items_of(asked, now), now, at), left.size());
        if (versions_ != versions) return build_again(left);
        at += next.size();
    }
}

/// Has the items of transactions that were never signed built again.
void Reclaim::build_again(std::span<const BuiltTransaction> unsigned_transactions) {
    for (const BuiltTransaction& built : unsigned_transactions)
        again_.insert(again_.end(), built.includes.begin(), built.includes.end());
}

/// Tells whether the wallet is asked for nothing more.
bool Reclaim::is_over() const {
    return stop_ || (options_.max_transactions && asked_ >= *options_.max_transactions);
}

/// Says how many transactions the wallet is asked for next.
std::size_t Reclaim::next_count(std::size_t left) const {
    const std::size_t size = options_.sign_all ? max_signed_at_once : 1;
    const std::size_t allowed = options_.max_transactions ? *options_.max_transactions - asked_ : left;
    return std::min({size, left, allowed});
}

/// Gives transactions a new blockhash. What cannot be refreshed, or comes back as another transaction than was built,
/// is built again.
std::vector<BuiltTransaction> Reclaim::refresh(const std::vector<ItemSelection>& asked,
                                               const std::vector<BuiltTransaction>& stale) {
    const auto result = ask_refresh(stale);
    const auto items = items_of(asked, stale);
    require_asked(items, result);
    emit(RefreshedEvent{items, result});
    std::vector<BuiltTransaction> ready;
    for (const BuiltTransaction& built : result.transactions)
        if (std::ranges::any_of(stale, [&](const BuiltTransaction& before) { return is_same(before, built); }))
            ready.push_back(built);
    auto settled = addresses_of(ready);
    for (const RejectedItem& item : result.rejected) {
        if (item.code != still_valid) continue;
        settled.insert(item.address);
        ledger_.record({{item.type, item.address, item.action}},
                       {reclaim_outcome::rejected, {}, SubmitError{item.code, item.message}});
    }
    for (const BuiltTransaction& built : stale)
        for (const Selection& item : built.includes)
            if (!settled.contains(item.address)) again_.push_back(item);
    return ready;
}

/// Asks the server; an answer of nothing where it does not take the tickets any more.
BuildTransactionsResult Reclaim::ask_refresh(const std::vector<BuiltTransaction>& stale) const {
    try {
        return client_.refresh_transactions(wallet_, {stale}, {.stop_token = options_.stop_token});
    } catch (const HttpError& error) {
        if (error.status() != 400) throw;
        return {};
    }
}

/// Returns how long the transactions are fresh: they are of one build, and expire together.
std::chrono::milliseconds Reclaim::fresh_time(const std::vector<BuiltTransaction>& transactions) const {
    if (options_.fresh_for || transactions.empty()) return options_.fresh_for.value_or(std::chrono::milliseconds{});
    return freshness(transactions.front(), std::chrono::system_clock::now());
}

BuildTransactionsRequest Reclaim::request(const std::vector<ItemSelection>& asked) const {
    return {asked,
            options_.donation_percentage,
            options_.priority_fee_level,
            options_.reserve_bytes,
            versions_,
            options_.fee_payer};
}

BuildTransactionsResult Reclaim::build(const std::vector<ItemSelection>& asked) const {
    return client_.build_transactions(wallet_, request(asked), {.stop_token = options_.stop_token});
}

/// Checks only what the wallet is asked for now: what is built and never handed out costs nothing.
std::vector<burner::signing::VerifiedTransaction> Reclaim::verify(const std::vector<ItemSelection>& asked,
                                                                  const std::vector<BuiltTransaction>& transactions,
                                                                  std::size_t first) {
    std::vector<burner::signing::Built> answer;
    for (const BuiltTransaction& built : transactions) answer.push_back(signing_built(built));
    return verified_or_throw(check_.verify(signing_request(request(asked)), answer), first);
}

void Reclaim::sign_and_submit(const std::vector<BuiltTransaction>& transactions,
                              const std::vector<burner::signing::VerifiedTransaction>& verified, std::size_t left) {
    throw_if_stopped(options_.stop_token);
    const std::size_t index = asked_ + 1;
    const std::size_t total = asked_ + left;
    asked_ += transactions.size();
    emit(SigningEvent{index, total, transactions, verified});
    if (const auto sent = sign(transactions)) submit(transactions, *sent);
}

/// Has the wallet sign; nullopt when the user has declined, which ends the run and is no error, and when the wallet
/// does not sign version 1, of which it is asked for no more then.
std::optional<std::vector<SignedTransaction>> Reclaim::sign(const std::vector<BuiltTransaction>& transactions) {
    std::vector<Signed> answers;
    try {
        if (options_.sign) {
            answers.push_back(options_.sign(transactions.front()));
        } else {
            for (std::string& answer : options_.sign_all(transactions)) answers.emplace_back(std::move(answer));
        }
    } catch (const UserDeclined&) {
        throw_if_stopped(options_.stop_token);
        stop(reclaim_stop::declined);
        return std::nullopt;
    } catch (const VersionUnsupportedError&) {
        throw_if_stopped(options_.stop_token);
        if (!are_both(versions_)) throw;
        versions_ = {0};
        return std::nullopt;
    } catch (...) {
        throw_if_stopped(options_.stop_token);
        throw;
    }
    throw_if_stopped(options_.stop_token);
    if (answers.size() != transactions.size())
        throw std::invalid_argument("sign_all must give a signed transaction for each");
    std::vector<SignedTransaction> out;
    for (std::size_t i = 0; i < answers.size(); ++i) {
        Signed& answer = answers[i];
        static_cast<void>(signature_of(answer.transaction_base64));  // throws for what cannot be one
        out.push_back({std::move(answer.transaction_base64),
                       answer.submission_ticket.value_or(transactions[i].submission_ticket)});
    }
    return out;
}

void Reclaim::submit(const std::vector<BuiltTransaction>& transactions, const std::vector<SignedTransaction>& sent) {
    std::vector<SubmissionResult> results;
    try {
        results = submit_surely(client_, transport_, wallet_, sent);
    } catch (const std::exception& error) {
        if (may_have_run(error)) record_unknown(transactions, sent);
        throw;
    }
    for (std::size_t i = 0; i < results.size(); ++i) on_result(transactions[i], results[i]);
}

void Reclaim::record_unknown(const std::vector<BuiltTransaction>& transactions,
                             const std::vector<SignedTransaction>& sent) {
    for (std::size_t i = 0; i < transactions.size(); ++i)
        ledger_.record(transactions[i].includes,
                       {reclaim_outcome::submitted, signature_of(sent[i].transaction_base64)});
}

void Reclaim::on_result(const BuiltTransaction& built, const SubmissionResult& result) {
    if (result.status == submission_status::failed) {
        const SubmitError error = result.error.value_or(unsaid_failure);
        return is_expiry(error) ? on_expired(built, {}, error) : on_failed(built, {}, error);
    }
    const std::string_view outcome = result.simulated ? reclaim_outcome::simulated : reclaim_outcome::submitted;
    ledger_.record(built.includes, {outcome, result.signature});
    if (!result.simulated) {
        followed_.insert_or_assign(*result.signature, Followed{built, std::string{submission_status::submitted}});
        follower_.add(*result.signature);
    }
    emit(SubmittedEvent{*result.signature, built, result.simulated});
}

/// Takes in a status that is new: a stream begins with what is known.
void Reclaim::on_submission(const Submission& submission) {
    const auto found = followed_.find(submission.signature);
    if (found == followed_.end() || found->second.status == submission.status) return;
    found->second.status = submission.status;
    on_decided(found->second.built, submission);
}

void Reclaim::on_decided(const BuiltTransaction& built, const Submission& submission) {
    if (submission.status == submission_status::confirmed || submission.status == submission_status::finalized) {
        ledger_.record_landed(built, submission);
        emit(LandedEvent{submission});
    } else if (submission.status == submission_status::expired) {
        on_expired(built, submission.signature, submission.error.value_or(unsaid_expiry));
    } else if (submission.status == submission_status::failed) {
        on_failed(built, submission.signature, submission.error.value_or(unsaid_failure));
    }
}

/// Lets the items of a transaction that can no longer land be built again, a few times at most.
void Reclaim::on_expired(const BuiltTransaction& built, const std::optional<std::string>& signature,
                         const SubmitError& error) {
    int rebuilds = 0;
    for (const Selection& item : built.includes) rebuilds = std::max(rebuilds, rebuilds_[item.address]);
    ledger_.record(built.includes, {reclaim_outcome::expired, signature, error});
    if (is_over() || rebuilds == max_rebuilds) return emit(FailedEvent{signature, built.includes, error});
    for (const Selection& item : built.includes) rebuilds_[item.address] = rebuilds + 1;
    again_.insert(again_.end(), built.includes.begin(), built.includes.end());
}

void Reclaim::on_failed(const BuiltTransaction& built, const std::optional<std::string>& signature,
                        const SubmitError& error) {
    ledger_.record(built.includes, {reclaim_outcome::failed, signature, error});
    emit(FailedEvent{signature, built.includes, error});
}

}  // namespace burnandclaim
