#include "reclaim/run/checked_reclaim.hpp"

#include <algorithm>
#include <stdexcept>
#include <unordered_set>

#include <fmt/format.h>

#include "assets/bounds.hpp"
#include "base/base64.hpp"
#include "reclaim/run/last_look.hpp"
#include "reclaim/run/signing_terms.hpp"
#include "reclaim/terminal/terminal_text.hpp"
#include "solana/transaction.hpp"

namespace burner::reclaim {
namespace {

namespace sdk = burnandclaim;

/// The longest that a run that was interrupted looks once more at what it sent.
constexpr std::chrono::seconds last_look_patience{5};

const sdk::SubmitError not_answered{"not_answered", "The server's answer did not mention it"};

/// Adds what an answer rejected, and what it neither includes nor rejects.
void add_failures(const std::vector<sdk::ItemSelection>& asked, const sdk::BuildTransactionsResult& built,
                  ReclaimOutcome& outcome) {
    std::unordered_set<std::string_view> answered;
    for (const auto& transaction : built.transactions)
        for (const auto& include : transaction.includes) answered.insert(include.address);
    for (const auto& item : built.rejected) {
        answered.insert(item.address);
        outcome.failures.push_back({{item.type, item.address, item.action}, item.code, item.message});
    }
    for (const auto& item : asked)
        if (!answered.contains(item.address))
            outcome.failures.push_back(
                {{item.type, item.address, item.action}, not_answered.code, not_answered.message});
}

/// Parses a transaction that has passed the check.
solana::Transaction parse(const std::string& transaction_base64) {
    return solana::parse_transaction(base::from_base64(transaction_base64).value()).value();
}

/// Tells whether the amount was shown with the decimals that are signed, which the program compares with the mint's.
/// Items without an amount were shown without.
bool is_shown_with(const Choice& choice, const signing::Burned& burned) {
    for (const auto* burns : {&choice.burn, &choice.burn_liquidity})
        for (const auto& item : *burns)
            if (item.address == burned.address && item.decimals && burned.decimals)
                return *item.decimals == *burned.decimals;
    return true;
}

bool is_done(const sdk::ReclaimedItem& item) {
    namespace outcomes = sdk::reclaim_outcome;
    return item.outcome == outcomes::confirmed || item.outcome == outcomes::finalized ||
           item.outcome == outcomes::simulated || item.outcome == outcomes::submitted;
}

}  // namespace

CheckedReclaim::CheckedReclaim(sdk::BurnerClient& client, Signer& signer, std::string wallet, const Choice& choice,
                               RunSettings settings, Sleep sleep, ReclaimProgress& progress, ReclaimOutcome& outcome)
    : client_(client),
      signer_(signer),
      wallet_(std::move(wallet)),
      choice_(choice),
      settings_(std::move(settings)),
      watch_(client, wallet_, std::move(sleep)),
      progress_(progress),
      outcome_(outcome) {}

CheckedReclaim::EarlyEnd CheckedReclaim::run(const std::stop_token& stop_token) {
    // The client checks by the same terms what it asks to be signed.
    const auto agreed = signing_options(wallet_, settings_);
    sdk::ReclaimOptions options{.donation_to = agreed.donation_to,
                                .priority_fee_level = settings_.priority,
                                .transaction_versions = signer_.versions(),
                                .fee_payer = settings_.fee_payer,
                                .max_donation_lamports = agreed.max_donation_lamports,
                                .max_fee_lamports = agreed.max_fee_lamports,
                                .blocked = agreed.blocked,
                                .is_position = agreed.is_position,
                                .stop_token = stop_token};
    for (auto& item : selections(choice_)) options.items.push_back({std::move(item)});
    if (settings_.donation() > 0) options.donation_percentage = settings_.donation();
    options.allow_large_donation = true;  // the command line has asked for its own flag
    options.sign = [this, stop_token](const sdk::BuiltTransaction& built) { return sign(built, stop_token); };
    try {
        client_.reclaim(wallet_, options, [this](const sdk::ReclaimEvent& event) { on_event(event); });
    } catch (const sdk::SigningRefusedError& refusal) {
        distrust(refusal);
    } catch (const sdk::CancelledError&) {
        look_once_more();
        throw;
    } catch (const sdk::BurnerError&) {
        if (!end_) throw;
    }
    return end_;
}

CheckedReclaim::EarlyEnd CheckedReclaim::plan(const std::stop_token& stop_token) {
    const auto items = selections(choice_);
    for (std::size_t at = 0; at < items.size(); at += assets::max_build_items) {
        const auto first = items.begin() + static_cast<std::ptrdiff_t>(at);
        const auto size = static_cast<std::ptrdiff_t>(std::min(assets::max_build_items, items.size() - at));
        if (!plan_batch({first, first + size}, stop_token)) break;
    }
    return end_;
}

bool CheckedReclaim::plan_batch(const Selections& batch, const std::stop_token& stop_token) {
    const auto built = client_.build_transactions(wallet_, request_for(batch), {.stop_token = stop_token});
    check(batch, built);
    if (end_) return false;
    add_failures(batch, built, outcome_);
    for (const auto& transaction : built.transactions) {
        outcome_.transactions.push_back(
            {"planned", "", false, transaction, checked_.at(transaction.transaction_base64)});
        progress_.planned(outcome_.transactions.back());
    }
    return true;
}

/// Ends the run; the first reason stays.
void CheckedReclaim::stop(int code, std::string reason) {
    if (!end_) end_ = {code, std::move(reason)};
}

void CheckedReclaim::on_event(const sdk::ReclaimEvent& event) {
    std::visit([this](const auto& happened) { on(happened); }, event);
    progress_.show(event);
}

void CheckedReclaim::on(const sdk::BuiltEvent& event) {
    checked_.clear();
    check(event.asked, event.built);
}

void CheckedReclaim::on(const sdk::RefreshedEvent& event) {
    check(event.asked, event.refreshed);
}

sdk::BuildTransactionsRequest CheckedReclaim::request_for(const Selections& items) const {
    sdk::BuildTransactionsRequest request{.items = items,
                                          .priority_fee_level = settings_.priority,
                                          .transaction_versions = signer_.versions(),
                                          .fee_payer = settings_.fee_payer};
    if (settings_.donation() > 0) request.donation_percentage = settings_.donation();
    return request;
}

void CheckedReclaim::check(const Selections& asked, const sdk::BuildTransactionsResult& built) {
    try {
        const auto verified = sdk::verify_built(request_for(asked), built, signing_options(wallet_, settings_));
        for (std::size_t i = 0; i < verified.size() && !end_; ++i) keep(built.transactions[i], verified[i]);
    } catch (const sdk::SigningRefusedError& refusal) {
        distrust(refusal);
    }
}

/// Keeps a checked transaction, or ends the run if what was shown of it differs from what its bytes say.
void CheckedReclaim::keep(const sdk::BuiltTransaction& built, const signing::VerifiedTransaction& verified) {
    if (const std::string problem = stated_amounts_problem(built, verified); !problem.empty()) return distrust(problem);
    for (const auto& burned : verified.burned)
        if (!is_shown_with(choice_, burned))
            return distrust(
                fmt::format("{} was listed with another number of decimals than is signed", burned.address));
    checked_.insert_or_assign(built.transaction_base64, verified);
}

void CheckedReclaim::distrust(std::string_view reason) {
    stop(reclaim_exit::distrusted,
         fmt::format("the server built a transaction that this command refuses to sign: {}", reason));
}

void CheckedReclaim::distrust(const sdk::SigningRefusedError& refusal) {
    distrust(fmt::format("{} (rule: {})", refusal.what(), refusal.rule()));
}

void CheckedReclaim::look_at_sent(const std::stop_token& stop_token) {
    try {
        if (const std::string reason = watch_.why_stop(stop_token); !reason.empty())
            stop(reclaim_exit::incomplete, reason + ", so the rest was not signed");
    } catch (const sdk::CancelledError&) {
        throw;
    } catch (const sdk::BurnerError& error) {
        stop(reclaim_exit::unavailable, printable(error.what(), 500));
    }
}

/// Has a transaction signed. Without a signature the run ends, with a report of what was done before.
sdk::Signed CheckedReclaim::sign(const sdk::BuiltTransaction& built, const std::stop_token& stop_token) {
    if (!end_) look_at_sent(stop_token);
    if (end_) throw sdk::UserDeclined(end_->error);
    progress_.signing(checked_.at(built.transaction_base64).sentence);
    sdk::Signed answer = signed_or_stop(built, stop_token);
    const std::string signature = solana::to_base58(parse(answer.transaction_base64).signatures.front());
    signed_.insert_or_assign(signature, DoneTransaction{std::string{sdk::submission_status::submitted}, signature,
                                                        false, built, checked_.at(built.transaction_base64)});
    outcome_.signatures.insert(signature);
    return answer;
}

sdk::Signed CheckedReclaim::signed_or_stop(const sdk::BuiltTransaction& built, const std::stop_token& stop_token) {
    try {
        return signer_.sign(built, stop_token);
    } catch (const sdk::UserDeclined& reason) {
        stop(reclaim_exit::declined, reason.what());
        throw;
    }
}

void CheckedReclaim::on(const sdk::SubmittedEvent& event) {
    if (!signed_.contains(event.signature))
        stop(reclaim_exit::distrusted, "the server reports a transaction that this wallet did not sign");
    if (!event.simulated) watch_.add(event.signature);
    outcome_.transactions.push_back({std::string{sdk::submission_status::submitted}, event.signature, event.simulated,
                                     event.built, checked_.at(event.built.transaction_base64)});
}

void CheckedReclaim::on(const sdk::LandedEvent& event) {
    outcome_.signatures.erase(event.submission.signature);
}

/// Drops a signature that cannot land; what the server calls expired still may.
void CheckedReclaim::on(const sdk::FailedEvent& event) {
    if (event.signature && event.error.code != "blockhash_expired") outcome_.signatures.erase(*event.signature);
}

/// Takes the end of each item from the report: what expired or failed is no longer among what was done.
void CheckedReclaim::on(const sdk::DoneEvent& event) {
    std::unordered_map<std::string, std::string_view> done;
    for (const auto& item : event.report.items) {
        if (is_done(item)) {
            done.emplace(*item.signature, item.outcome);
        } else if (item.error) {
            outcome_.failures.push_back({item.item, item.error->code, item.error->message});
        } else if (!event.report.stopped) {
            outcome_.failures.push_back({item.item, not_answered.code, not_answered.message});
        }
    }
    std::erase_if(outcome_.transactions, [&](const auto& sent) { return !done.contains(sent.signature); });
    for (auto& sent : outcome_.transactions)
        if (!sent.is_simulated) sent.status = done.at(sent.signature);
}

void CheckedReclaim::look_once_more() {
    if (outcome_.signatures.empty()) return;
    progress_.interrupted(outcome_.signatures.size(), last_look_patience);
    for (const auto& submission : look_once(client_, wallet_, outcome_.signatures, last_look_patience))
        if (outcome_.signatures.contains(submission.signature))
            settle(outcome_, signed_.at(submission.signature), submission);
}

}  // namespace burner::reclaim
