#include "reclaim/job.hpp"

#include <ostream>

#include <fmt/format.h>

#include "reclaim/choice/choose.hpp"
#include "reclaim/choice/list_check.hpp"
#include "reclaim/report/proposal.hpp"
#include "reclaim/report/report.hpp"
#include "reclaim/review/agreement.hpp"
#include "reclaim/review/item_list.hpp"
#include "reclaim/review/summary.hpp"
#include "reclaim/run/checked_reclaim.hpp"
#include "reclaim/run/folder_signer.hpp"
#include "reclaim/run/keypair_signer.hpp"
#include "reclaim/run/paid_signer.hpp"
#include "reclaim/terminal/columns.hpp"
#include "reclaim/terminal/qr_code.hpp"
#include "reclaim/terminal/terminal_text.hpp"

namespace burner::reclaim {
namespace {

std::string warning_line(const burnandclaim::SourceWarning& warning) {
    return fmt::format("warning: the server could not read {}, so its items are missing: {}\n",
                       printable(warning.source, 64), printable(warning.message));
}

/// Says that the wallet cannot pay the network fee, and how much it lacks; nullopt if it can, or nobody knows.
std::optional<std::string> lack_of_funds(const burnandclaim::WalletAssets& assets) {
    const auto held = assets.wallet_lamports.value_or(0);
    const auto needed = assets.needed_lamports.value_or(0);
    if (needed <= held) return std::nullopt;
    return fmt::format(
        "the wallet holds {} SOL and needs {} SOL to pay the network fee. Send it {} SOL and run this again; what is "
        "reclaimed pays for the rest. Or have another key pay: --fee-payer KEYPAIR",
        to_sol(held), to_sol(needed), to_sol(needed - held));
}

/// Makes the error name host and cause if an RPC does not answer.
FindOwners with_cause(const Surroundings& surroundings) {
    return [&surroundings](const std::string& rpc_url, const std::vector<solana::Pubkey>& addresses) {
        auto owners = surroundings.find_owners(rpc_url, addresses);
        if (owners) return owners;
        if (auto cause = why_unreachable(rpc_url, surroundings.probe)) owners = std::unexpected(*std::move(cause));
        return owners;
    };
}

}  // namespace

Job::Job(const ReclaimOptions& options, const Wallet& wallet, assets::Protection protection, const Console& console)
    : options_(options),
      owner_(wallet),
      wallet_(solana::to_base58(wallet.address)),
      protection_(std::move(protection)),
      console_(console),
      explorer_(explorer_for(options.explorer, options.rpc_url)) {}

End Job::run(const Surroundings& surroundings) {
    if (!options_.rpc_url.empty())
        if (auto problem = why_unreachable(options_.rpc_url, surroundings.probe))
            return {reclaim_exit::unavailable, *std::move(problem)};
    Upstreams upstreams{options_.server, options_.rpc_url};
    try {
        const auto connection = connect(options_, wallet_, surroundings.start_local_server, console_.err);
        if (!connection) return {reclaim_exit::usage, connection.error()};
        upstreams.server = connection->server;
        return list_and_reclaim(*connection, surroundings);
    } catch (const burnandclaim::CancelledError&) {
        return {reclaim_exit::interrupted, "you interrupted the run with Ctrl-C; nothing more was signed"};
    } catch (const std::exception& error) {  // BurnerError, or what starting the local server threw
        return {reclaim_exit::unavailable, explain(error, upstreams, surroundings.probe)};
    }
}

End Job::list_and_reclaim(const Connection& connection, const Surroundings& surroundings) {
    if (auto end = take_list(connection); !end.error.empty()) return end;
    if (options_.list) {
        console_.text << '\n' << item_list(groups_of(choice_), console_.screen.columns);
        return {};
    }
    if (choice_.is_empty()) {
        console_.text << "There is nothing to reclaim.\n";
        return {};
    }
    if (!options_.sign_page.empty()) return propose();
    if (lack_of_funds_ && !owner_.fee_payer) return {reclaim_exit::incomplete, *lack_of_funds_};
    auto agreed = Agreement{options_, choice_, protection_, console_, fee_payer()}.reach(with_cause(surroundings));
    if (!agreed) return std::move(agreed.error());
    return carry_out(*connection.client, *agreed);
}

/// Chooses from the wallet's list and shows the summary.
End Job::take_list(const Connection& connection) {
    const auto assets = connection.client->get_wallet_assets(wallet_, {console_.stop_token});
    if (assets.wallet_address != wallet_)
        return {reclaim_exit::distrusted, "the server listed another wallet than yours. Nothing was signed"};
    if (auto problem = list_problem(assets)) return {reclaim_exit::distrusted, *std::move(problem)};
    for (const auto& warning : assets.warnings) console_.err << warning_line(warning);
    auto chosen = choose(assets, options_.named, protection_);
    if (!chosen) return {reclaim_exit::usage, chosen.error()};
    choice_ = *std::move(chosen);
    if (options_.withdraw_excess) add_withdrawals(choice_);
    lack_of_funds_ = lack_of_funds(assets);
    show_summary();
    return {};
}

void Job::show_summary() const {
    const std::size_t columns = console_.screen.columns;
    console_.text << "Wallet " << wallet_ << "\n\n" << summary(groups_of(choice_), columns) << '\n';
    console_.text << about_prices(choice_, protection_, columns);
}

/// Prints a link to the signing page instead of a plan: whoever has the wallet looks at it there.
End Job::propose() {
    const bool only_closes = choice_.size() == choice_.close.size();
    Proposal proposal{.wallet = owner_.address, .items = {}};
    if (!only_closes) proposal.items = selections(choice_);
    if (options_.donation_percent > 0) proposal.donation = options_.donation_percent / 100;
    const auto fragment = proposal_fragment(proposal);
    if (!fragment) return {reclaim_exit::usage, fragment.error()};
    sign_link_ = fmt::format("{}#{}", options_.sign_page, *fragment);
    console_.text << '\n' << sign_link_ << '\n';
    if (!console_.screen.is_redrawn) return {};
    if (const auto code = qr_code(sign_link_, console_.screen.columns)) console_.text << '\n' << *code;
    return {};
}

End Job::carry_out(burnandclaim::BurnerClient& client, const RunSettings& settings) {
    ReclaimProgress progress{console_.text, console_.screen, explorer_};
    const auto signer = signer_for(client);
    CheckedReclaim reclaim{client, *signer, wallet_, choice_, settings, options_.sleep, progress, outcome_};
    auto end = options_.dry_run ? reclaim.plan(console_.stop_token) : reclaim.run(console_.stop_token);
    if (end) return *std::move(end);
    return {outcome_.failures.empty() ? reclaim_exit::done : reclaim_exit::incomplete, {}};
}

std::optional<std::string> Job::fee_payer() const {
    return owner_.fee_payer ? std::optional{solana::to_base58(owner_.fee_payer->address())} : std::nullopt;
}

std::unique_ptr<Signer> Job::signer_for(burnandclaim::BurnerClient& client) const {
    auto wallet = wallet_signer(client);
    if (!owner_.fee_payer) return wallet;
    return std::make_unique<PaidSigner>(std::move(wallet), *owner_.fee_payer);
}

std::unique_ptr<Signer> Job::wallet_signer(burnandclaim::BurnerClient& client) const {
    if (owner_.keypair) return std::make_unique<KeypairSigner>(*owner_.keypair);
    return std::make_unique<FolderSigner>(client, options_.unsigned_folder, owner_.address, options_.sleep,
                                          console_.text);
}

void Job::report(const End& end) const {
    if (!end.error.empty()) console_.err << "error: " << end.error << '\n';
    const bool has_story = !outcome_.transactions.empty() || !outcome_.failures.empty() || !outcome_.signatures.empty();
    if (has_story)
        console_.text << report_text(outcome_, options_.dry_run, explorer_,
                                     {console_.screen.columns, console_.screen.is_redrawn});
    if (options_.json)
        console_.json << report_json(
            {wallet_, choice_, outcome_, explorer_, sign_link_, options_.dry_run, end.code, end.error});
}

}  // namespace burner::reclaim
