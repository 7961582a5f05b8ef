#pragma once

#include <chrono>

#include "contracts/contract.hpp"
#include "fakes/closing_transaction.hpp"
#include "transactions/submissions/submission_log.hpp"

namespace burner::contracts {

/// What the contracts of transactions::SubmissionLog have in common; `Backend` as in KeyStoreContract.
template <class Backend>
class SubmissionContract : public Contract<Backend> {
  protected:
    using Submission = transactions::Submission;
    using Status = transactions::SubmissionStatus;

    static Submission submission(std::uint8_t number) {
        Submission made;
        const solana::Pubkey closed{{1}}, burned{{2}};
        made.digest.fill(number);
        made.project = "prj_1";
        made.wallet.bytes.fill(7);
        made.signature.bytes.fill(static_cast<std::uint8_t>(number + 100));
        made.transaction = fakes::closing_transaction(made.wallet, closed, number);
        made.last_valid_block_height = 1'050;
        made.rebate = {{9'039'280}, {101'964}, {2'039'280}};
        made.includes = {{assets::ItemType::empty_account, assets::Action::close, closed, std::nullopt},
                         {assets::ItemType::token, assets::Action::burn, burned, std::nullopt},
                         {assets::ItemType::token, assets::Action::withdraw_excess, made.wallet, std::nullopt}};
        made.recorded_at = base::UnixTime{std::chrono::milliseconds{1'775'736'000'000 + number}};
        return made;
    }
    static bool record_is_new(transactions::SubmissionLog& log, const Submission& submission) {
        return log.record({submission}).value().front().is_new;
    }
};

}  // namespace burner::contracts
