#include "upstreams/das/das_indexer.hpp"

#include <algorithm>
#include <array>

#include "base/fan_out.hpp"
#include "base/json_text.hpp"
#include "base/log.hpp"
#include "upstreams/indexer_call.hpp"

namespace burner::upstreams {

using assets::AssetProof;
using assets::Indexed;
using assets::IndexedAsset;
using assets::PagePosition;
using solana::Pubkey;

namespace {

constexpr std::size_t entries_per_page = 1000;  // of getAssetsByOwner
constexpr std::size_t ids_per_call = 1000;      // of the batches
/// The most pages of a list, a million entries: a server that has more is going round in circles.
constexpr std::uint32_t max_pages = 1000;

constexpr std::string_view das_name = "The asset indexer (DAS)";
constexpr std::string_view options = R"(,"options":{"showFungible":true,"showCollectionMetadata":true}})";

std::string id_params(const Pubkey& id) {
    std::string params = R"({"id":")";
    append_base58(params, id);
    params += '"';
    return params;
}

std::string page_params(std::string_view name, const Pubkey& of, const PagePosition& from) {
    std::string params = "{\"";
    params += name;
    params += R"(":")";
    append_base58(params, of);
    params += R"(","limit":)";
    params += std::to_string(entries_per_page);
    if (from.cursor.empty()) {
        params += R"(,"page":)";
        params += std::to_string(from.page);
    } else {
        params += R"(,"cursor":)";
        base::append_json_string(params, from.cursor);
    }
    return params;
}

/// Tells whether `page` is the one at `from`, and not the one before it once more or one of an endless list.
bool goes_on(const PagePosition& from, const DasPage& page) {
    return from.page <= max_pages && (!page.first || page.first != from.page_before);
}

/// Returns where the next page starts; nullopt after an empty page, or one without a cursor that is not full.
std::optional<PagePosition> next_page(const PagePosition& from, const DasPage& page) {
    const std::size_t full = std::min<std::uint64_t>(page.limit.value_or(entries_per_page), entries_per_page);
    if (page.entries == 0 || (page.cursor.empty() && page.entries < full)) return std::nullopt;
    return PagePosition{from.page + 1, page.cursor, page.first};
}

/// Tells whether a server says that it does not know an id ("RecordNotFound Error: Asset Not Found"): there is no code
/// for it.
bool is_not_known(const std::variant<RpcError, Malformed>& problem) {
    const auto* error = std::get_if<RpcError>(&problem);
    if (error == nullptr || error->code == method_not_found) return false;
    constexpr std::string_view words = "not found";
    const auto found =
        std::ranges::search(error->message, words, {}, [](char c) { return c >= 'A' && c <= 'Z' ? c + 32 : c; });
    return !found.empty();
}

template <class T>
std::vector<std::optional<T>> in_order(const std::vector<Pubkey>& ids, DasById<T> found) {
    std::vector<std::optional<T>> out(ids.size());
    for (std::size_t i = 0; i < ids.size(); ++i) {
        if (const auto one = found.find(ids[i]); one != found.end()) out[i] = one->second;
    }
    return out;
}

/// The state that the calls of one `get_one_by_one` write to.
template <class T>
struct GatheredById {
    std::vector<Pubkey> ids;
    Reply<DasById<T>> found;
};

template <class T>
base::Task<bool> gather_one(std::shared_ptr<GatheredById<T>> all, Pubkey id, base::Task<Reply<std::optional<T>>> call) {
    auto reply = co_await std::move(call);
    if (!reply && !is_not_known(reply.error())) {
        all->found = std::unexpected(std::move(reply.error()));
        co_return false;
    }
    if (reply && *reply && all->found) all->found->try_emplace(id, std::move(**reply));
    co_return true;
}

}  // namespace

/// The methods and readers by which one kind of thing is looked up by ids.
template <class T>
struct DasIndexer::Lookup {
    std::array<std::string_view, 2> batch_methods;
    std::string_view method;
    bool takes_options;
    Reply<DasById<T>> (DasAnswerReader::*read_batch)(std::string&, std::uint64_t);
    Reply<std::optional<T>> (DasAnswerReader::*read_one)(std::string&, std::uint64_t);
};

DasIndexer::DasIndexer(boost::asio::io_context& io, HttpClient& http, UpstreamSettings settings, CallObserver observer)
    : client_(io, http, for_indexer(std::move(settings)), std::move(observer)) {}

template <class Read>
auto DasIndexer::ask(std::string_view method, std::string params, bool takes_options, Read read)
    -> base::Task<std::invoke_result_t<Read, std::string&, std::uint64_t>> {
    const bool shows_more = takes_options && !refuses_options_;
    auto called = co_await client_.call(method, params + std::string{shows_more ? options : "}"}, read);
    if (!shows_more || called.reply || !is_error(called.reply.error(), invalid_params))
        co_return std::move(called.reply);
    called = co_await client_.call(method, params + '}', read);
    if (called.reply && !std::exchange(refuses_options_, true)) {
        base::log(base::LogLevel::info, "asset indexer takes no options: it lists no fungible tokens");
    }
    co_return std::move(called.reply);
}

base::Task<Indexed<assets::AssetPage>> DasIndexer::get_assets_by_owner(Pubkey owner, PagePosition from) {
    constexpr std::string_view method = "getAssetsByOwner";
    const auto read = [this, from](std::string& body, std::uint64_t id) {
        Reply<DasAssets> reply = reader_.assets(body, id);
        if (reply && !goes_on(from, reply->page)) reply = std::unexpected(Malformed{"not the next page"});
        return reply;
    };
    auto reply = co_await ask(method, page_params("ownerAddress", owner, from), true, read);
    if (!reply) co_return indexer_failure(das_name, method, reply.error());
    co_return assets::AssetPage{std::move(reply->assets), next_page(from, reply->page)};
}

base::Task<Indexed<std::vector<std::optional<IndexedAsset>>>> DasIndexer::get_assets(std::vector<Pubkey> ids) {
    const Lookup<IndexedAsset> lookup{
        {"getAssetBatch", "getAssets"}, "getAsset", true, &DasAnswerReader::asset_batch, &DasAnswerReader::asset};
    return get_by_ids(lookup, std::move(ids));
}

base::Task<Indexed<std::vector<std::optional<AssetProof>>>> DasIndexer::get_proofs(std::vector<Pubkey> ids) {
    const Lookup<AssetProof> lookup{{"getAssetProofBatch", "getAssetProofs"},
                                    "getAssetProof",
                                    false,
                                    &DasAnswerReader::proof_batch,
                                    &DasAnswerReader::proof};
    return get_by_ids(lookup, std::move(ids));
}

template <class T>
base::Task<Indexed<std::vector<std::optional<T>>>> DasIndexer::get_by_ids(Lookup<T> lookup, std::vector<Pubkey> ids) {
    DasById<T> all;
    for (std::size_t at = 0; at < ids.size(); at += ids_per_call) {
        const auto first = ids.begin() + static_cast<std::ptrdiff_t>(at);
        const auto count = static_cast<std::ptrdiff_t>(std::min(ids.size() - at, ids_per_call));
        auto found = co_await get_batch(lookup, std::vector<Pubkey>(first, first + count));
        if (!found) co_return indexer_failure(das_name, lookup.method, found.error());
        all.merge(*found);
    }
    co_return in_order(ids, std::move(all));
}

template <class T>
base::Task<Reply<DasById<T>>> DasIndexer::get_batch(Lookup<T> lookup, std::vector<Pubkey> ids) {
    std::string params = R"({"ids":)";
    append_base58_list(params, ids);
    const auto read = [this, lookup](std::string& body, std::uint64_t id) {
        return (reader_.*lookup.read_batch)(body, id);
    };
    for (const std::string_view method : lookup.batch_methods) {
        auto reply = co_await ask(method, params, lookup.takes_options, read);
        if (reply || !is_error(reply.error(), method_not_found)) co_return reply;
    }
    co_return co_await get_one_by_one(lookup, std::move(ids));
}

template <class T>
base::Task<Reply<DasById<T>>> DasIndexer::get_one_by_one(Lookup<T> lookup, std::vector<Pubkey> ids) {
    const auto gathered = std::make_shared<GatheredById<T>>();
    gathered->ids = std::move(ids);
    const auto read = [this, lookup](std::string& body, std::uint64_t id) {
        return (reader_.*lookup.read_one)(body, id);
    };
    const auto fetch = [this, lookup, gathered, read](std::size_t index) {
        const Pubkey& id = gathered->ids[index];
        return gather_one(gathered, id, ask(lookup.method, id_params(id), lookup.takes_options, read));
    };
    co_await base::fan_out(gathered->ids.size(), client_.settings().parallel_calls, fetch);
    co_return std::move(gathered->found);
}

}  // namespace burner::upstreams
