#include "api/endpoints/build_transactions.hpp"

#include <algorithm>

#include "api/services.hpp"
#include "api/sponsoring.hpp"
#include "api/wire/render_build.hpp"
#include "api/wire/request_body.hpp"
#include "api/wire/selection_json.hpp"
#include "assets/bounds.hpp"

namespace burner::api {

using base::Result;
using transactions::Build;
using transactions::BuildRequest;
using transactions::FeePayer;

namespace {

std::vector<transactions::Selection> items_of(RequestBody& body) {
    auto items =
        body.list("items", assets::max_build_items,
                  {"type", "address", "action", "expectedBalance", "expectedMint", "acknowledge"}, read_selection);
    if (!body.has_mistake()) body.check(transactions::check(items));
    return items;
}

transactions::DonationShare donation_of(RequestBody& body, const access::Project& project,
                                        const solana::Pubkey& wallet) {
    const auto share = transactions::DonationShare::from_number(body.number("donationPercentage", 0, 1).value_or(0));
    if (!share) body.refuse("donationPercentage must be a number from 0 to 1");
    if (share && !share->is_zero() && !project.donation_wallet)
        body.refuse("donationPercentage needs a project with a donation wallet");
    if (share && !share->is_zero() && project.donation_wallet == wallet)
        body.refuse("The project's donation wallet cannot donate to itself");
    return share.value_or(transactions::DonationShare{});
}

transactions::Versions versions_of(RequestBody& body) {
    const auto numbers = body.integers("transactionVersions");
    if (!numbers) return {};
    const auto has = [&](std::int64_t number) { return std::ranges::find(*numbers, number) != numbers->end(); };
    const transactions::Versions versions{has(0), has(1)};
    const std::size_t known = std::size_t{versions.v0} + std::size_t{versions.v1};
    if (known == 0 || known != numbers->size())
        body.refuse("transactionVersions must contain 0, 1 or both, each once, and nothing else");
    return versions;
}

/// Reads who pays. A sponsor cannot pay for its own wallet.
FeePayer fee_payer_of(RequestBody& body, const access::Project& project, const solana::Pubkey& wallet) {
    const auto given = body.optional("feePayer", transactions::fee_payer_from_text,
                                     "must be wallet, sponsor, auto or the address of the key that pays");
    auto fee_payer = given.value_or(FeePayer{});
    if (!wants_sponsor(fee_payer)) return fee_payer;
    if (project.sponsorship && project.sponsorship->sponsor != wallet) {
        fee_payer.address = project.sponsorship->sponsor;
        return fee_payer;
    }
    if (fee_payer.kind == FeePayer::Kind::sponsor) body.refuse({base::ErrorCode::sponsor_unavailable});
    return {};
}

/// Says why the project's sponsor would not sign for the wallet now; nullopt where it would, as far as is known.
base::Task<Result<std::optional<transactions::SponsorRefusal>>> ask_sponsor(const Call& call) {
    const solana::Sponsorship terms = *call.caller->project().sponsorship;
    transactions::Reservation wanted;
    wanted.project = call.caller->project().id;
    wanted.key_id = call.caller->key_id();
    wanted.wallet = call.wallet;
    wanted.lamports = least_sponsored_fee();
    wanted.at = call.services.clock.now();
    const auto& services = call.services.transactions;
    const auto balance = services.sponsor_balances.find(terms.sponsor).value_or(base::Lamports{base::lamports_bound});
    co_return co_await base::run_on(call.services.store,
                                    [&] { return services.co_signer.check(wanted, terms, balance); });
}

/// Lets the wallet pay in the place of a sponsor that would not sign, or fails with `sponsor_unavailable` where the
/// client wants the sponsor alone.
base::Task<Result<FeePayer>> available_fee_payer(const Call& call, FeePayer wanted) {
    if (!wants_sponsor(wanted)) co_return wanted;
    const auto refusal = co_await ask_sponsor(call);
    if (!refusal) co_return std::unexpected(refusal.error());
    if (!*refusal) co_return wanted;
    if (wanted.kind == FeePayer::Kind::automatic) co_return FeePayer{};
    co_return base::fail(base::ErrorCode::sponsor_unavailable, transactions::describe(**refusal));
}

}  // namespace

Result<BuildRequest> BuildTransactions::parse(const Call& call) {
    RequestBody body{
        call.request.body,
        {"items", "donationPercentage", "priorityFeeLevel", "reserveBytes", "transactionVersions", "feePayer"}};
    const auto& project = call.caller->project();
    BuildRequest request{.wallet = call.wallet, .items = items_of(body)};
    request.priority = body.optional("priorityFeeLevel", transactions::priority_level_from_text,
                                     "must be one of none, low, medium, high")
                           .value_or(transactions::PriorityLevel::medium);
    if (const auto reserve = body.integer("reserveBytes", 0, transactions::max_reserve_bytes))
        request.reserve_bytes = static_cast<std::size_t>(*reserve);
    request.versions = versions_of(body);
    request.fee_payer = fee_payer_of(body, project, call.wallet);
    request.donation = donation_of(body, project, call.wallet);
    request.project = project.id;
    request.donation_wallet = project.donation_wallet;
    request.protection = project.protection;
    request.test_mode = call.caller->mode() == access::Mode::test;
    return body.result(std::move(request));
}

base::Task<Result<Build>> BuildTransactions::run(const Call& call, BuildRequest request) {
    auto allowed = call.services.transactions.pauses.check(request.project, request.items);
    if (!allowed) co_return std::unexpected(std::move(allowed.error()));
    auto cluster = co_await call.services.rpc.get_cluster();
    if (!cluster) co_return std::unexpected(std::move(cluster.error()));
    request.cluster = std::move(*cluster);
    const auto fee_payer = co_await available_fee_payer(call, request.fee_payer);
    if (!fee_payer) co_return std::unexpected(fee_payer.error());
    request.fee_payer = *fee_payer;
    auto build = co_await call.services.transactions.builder.build(std::move(request));
    if (build) call.services.metrics.count_built(build->transactions.size(), build->rejected.size());
    co_return build;
}

std::optional<base::UnixTime> BuildTransactions::useful_until(const Build& build) {
    return ends_at(build);
}

http::Response BuildTransactions::render(const Build& build) {
    return render_build(build);
}

}  // namespace burner::api
