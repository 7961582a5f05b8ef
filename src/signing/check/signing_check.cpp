#include <algorithm>
#include <unordered_set>

#include <burnandclaim/signing.hpp>
#include <fmt/format.h>

#include "signing/asked_items.hpp"
#include "signing/check/sentence.hpp"
#include "signing/check/spent_leaves.hpp"
#include "signing/check/totals.hpp"
#include "signing/frame.hpp"
#include "signing/terms.hpp"
#include "signing/walk/transaction_walk.hpp"

namespace burner::signing {

namespace {

constexpr std::string_view default_level = "medium";

/// Tells whether anybody could be asked which tokens are positions.
bool knows_positions(const Options& options) {
    return options.blocked.has_value() || options.is_position != nullptr;
}

}  // namespace

/// The state of a run: what its transactions have spent so far, and whether one was refused.
class SigningCheck::Run {
  public:
    explicit Run(const Options& options) : terms_(read_terms(options)) {}

    Verdict verify(const Request& request, const std::vector<Built>& answer) {
        if (is_stopped_) return Refusal{rule::stopped, {}, "A transaction of this run was refused before."};
        is_stopped_ = true;  // unless all of it passes
        AskedItems asked;
        if (auto problem = asked.read(request, terms_.options))
            return Refusal{problem->rule, {}, fmt::format("The request {}.", problem->message)};
        leaves_.ask(asked);
        const Payers payers = read_payers(request, terms_);
        const std::string_view level = request.priority_fee_level ? *request.priority_fee_level : default_level;
        std::vector<VerifiedTransaction> verified;
        std::unordered_set<std::string> done;
        for (const Built& built : answer) {
            auto one = verify_one(asked, payers, level, built, done);
            if (!one) return refusal(verified.size(), one.error());
            verified.push_back(*std::move(one));
        }
        is_stopped_ = false;
        return verified;
    }

  private:
    static Refusal refusal(std::size_t index, const Broken& broken) {
        return {broken.rule, index, fmt::format("The transaction {}.", broken.message)};
    }

    base::Result<VerifiedTransaction, Broken> verify_one(const AskedItems& asked, const Payers& payers,
                                                         std::string_view level, const Built& built,
                                                         std::unordered_set<std::string>& done) {
        const auto message = read_frame(built.transaction_base64, terms_.wallet, payers);
        if (!message) return std::unexpected(message.error());
        TransactionWalk walk{terms_, asked, payers, done, built.includes};
        if (auto problem = walk.take(*message)) return std::unexpected(*std::move(problem));
        if (auto problem = walk.finish(level)) return std::unexpected(*std::move(problem));
        if (auto problem = leaves_.add(walk.effects().leaves)) return std::unexpected(*std::move(problem));
        if (auto problem = totals_.add(walk.effects(), asked.donation(), terms_.options))
            return std::unexpected(*std::move(problem));
        for (std::string& address : walk.done_addresses()) done.insert(std::move(address));
        VerifiedTransaction verified = walk.effects().verified;
        verified.sentence = sentence(walk.effects());
        verified.positions_checked |= knows_positions(terms_.options);
        return verified;
    }

    Terms terms_;
    SpentLeaves leaves_;
    Totals totals_;
    bool is_stopped_ = false;
};

SigningCheck::SigningCheck(const Options& options) : run_(std::make_unique<Run>(options)) {}
SigningCheck::SigningCheck(SigningCheck&&) noexcept = default;
SigningCheck& SigningCheck::operator=(SigningCheck&&) noexcept = default;
SigningCheck::~SigningCheck() = default;

Verdict SigningCheck::verify(const Request& request, const std::vector<Built>& answer) {
    return run_->verify(request, answer);
}

Verdict verify_built(const Request& request, const std::vector<Built>& answer, const Options& options) {
    return SigningCheck{options}.verify(request, answer);
}

}  // namespace burner::signing
