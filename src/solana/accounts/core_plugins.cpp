#include "solana/accounts/core_plugins.hpp"

namespace burner::solana {

namespace {

constexpr std::uint8_t header_key = 3;
constexpr std::uint8_t registry_key = 4;
constexpr std::size_t least_record = 10;           ///< type, authority without address, offset
constexpr std::size_t least_external_record = 13;  ///< and three options
constexpr std::size_t check_size = 5;
constexpr std::uint8_t plugin_authority_address = 3;
constexpr std::uint8_t burn_event = 2;
/// The checks: listen, approve, reject.
constexpr std::uint32_t any_check = 0b111;
constexpr std::uint32_t can_reject = 0b100;

/// The most plugins, far beyond what an asset has. Records may point to the same bytes, so that a few bytes could ask
/// for much memory.
constexpr std::size_t max_plugins = 256;

/// Makes a reader of what stands at an offset; it has failed when that is outside.
BorshReader reader_at(base::ByteView data, std::uint64_t offset) {
    BorshReader in{data};
    in.take(offset);
    return in;
}

void skip_authority(BorshReader& in) {
    if (in.tag(plugin_authority_address) == plugin_authority_address) in.key();
}

std::optional<CorePlugin> read_plugin(base::ByteView data, std::uint8_t type, std::uint64_t offset) {
    CorePlugin plugin{CorePluginType{type}};
    BorshReader in = reader_at(data, offset);
    switch (plugin.type) {
        case CorePluginType::freeze_delegate:
        case CorePluginType::permanent_freeze_delegate:
            if (in.integer<std::uint8_t>() != type) return std::nullopt;
            plugin.is_frozen = in.boolean();
            break;
        case CorePluginType::groups:
            if (in.integer<std::uint8_t>() != type) return std::nullopt;
            plugin.is_in_group = in.length(sizeof(Pubkey)) > 0;
            break;
        default: return plugin;
    }
    if (in.failed()) return std::nullopt;
    return plugin;
}

std::uint64_t read_results_offset(BorshReader& in) {
    constexpr std::uint8_t behind_discriminator = 1;
    constexpr std::uint8_t custom = 2;
    const std::uint8_t kind = in.tag(custom);
    if (kind == custom) return in.integer<std::uint64_t>();
    return kind == behind_discriminator ? 8 : 0;
}

std::optional<CoreOracle> read_oracle(base::ByteView data, std::uint64_t offset) {
    BorshReader in = reader_at(data, offset);
    if (in.integer<std::uint8_t>() != static_cast<std::uint8_t>(CoreExternalType::oracle)) return std::nullopt;
    CoreOracle oracle;
    oracle.base = in.key();
    oracle.account = in.optional([&] { return read_core_extra_account(in); });
    oracle.results_offset = read_results_offset(in);
    if (in.failed()) return std::nullopt;
    return oracle;
}

void read_checks(BorshReader& in, CoreExternalPlugin& plugin) {
    if (!in.boolean()) return;
    for (std::size_t left = in.length(check_size); left > 0; --left) {
        const auto event = in.integer<std::uint8_t>();
        const auto flags = in.integer<std::uint32_t>();
        if (event != burn_event) continue;
        plugin.has_burn_check = true;
        plugin.is_asked_before_burn = (flags & any_check) != 0;
        plugin.may_reject_burn = (flags & can_reject) != 0;
    }
}

std::size_t read_length(BorshReader& in, std::size_t record_size) {
    const std::size_t length = in.length(record_size);
    if (length > max_plugins) in.fail();
    return in.failed() ? 0 : length;
}

/// Reads a record; false when it or what it points to cannot be read.
bool read_record(BorshReader& in, base::ByteView data, CorePlugins& plugins) {
    const auto type = in.integer<std::uint8_t>();
    skip_authority(in);
    const auto plugin = read_plugin(data, type, in.integer<std::uint64_t>());
    if (in.failed() || !plugin) return false;
    plugins.internal.push_back(*plugin);
    return true;
}

bool read_external_record(BorshReader& in, base::ByteView data, CorePlugins& plugins) {
    CoreExternalPlugin plugin;
    plugin.type = CoreExternalType{in.integer<std::uint8_t>()};
    skip_authority(in);
    read_checks(in, plugin);
    const auto offset = in.integer<std::uint64_t>();
    in.optional([&] { return in.integer<std::uint64_t>(); });  // where its data stand
    in.optional([&] { return in.integer<std::uint64_t>(); });  // and their length
    if (in.failed()) return false;
    if (plugin.type == CoreExternalType::oracle) {
        plugin.oracle = read_oracle(data, offset);
        if (!plugin.oracle) return false;
    }
    plugins.external.push_back(std::move(plugin));
    return true;
}

bool read_registry(base::ByteView data, std::size_t header_offset, CorePlugins& plugins) {
    BorshReader header = reader_at(data, header_offset);
    if (header.integer<std::uint8_t>() != header_key) return false;
    const auto registry_offset = header.integer<std::uint64_t>();
    if (header.failed()) return false;
    BorshReader in = reader_at(data, registry_offset);
    if (in.integer<std::uint8_t>() != registry_key) return false;
    for (std::size_t left = read_length(in, least_record); left > 0; --left)
        if (!read_record(in, data, plugins)) return false;
    for (std::size_t left = read_length(in, least_external_record); left > 0; --left)
        if (!read_external_record(in, data, plugins)) return false;
    return !in.failed();
}

}  // namespace

CorePlugins read_core_plugins(base::ByteView data, std::size_t header_offset) {
    CorePlugins plugins;
    if (header_offset == data.size()) return plugins;
    plugins.is_unreadable = !read_registry(data, header_offset, plugins);
    return plugins;
}

}  // namespace burner::solana
