#include "solana/accounts/core_bytes.hpp"

namespace burner::solana {

CoreBytes CoreBytes::asset() {
    CoreBytes bytes;
    bytes.base_.u8(1).key(1).u8(0).text("A").text("u").u8(0);
    return bytes;
}

CoreBytes CoreBytes::asset_of(std::uint8_t collection) {
    CoreBytes bytes;
    bytes.base_.u8(1).key(1).u8(2).key(collection).text("A").text("u").u8(0);
    return bytes;
}

CoreBytes CoreBytes::collection() {
    CoreBytes bytes;
    bytes.base_.u8(5).key(9).text("C").text("u").u32(4).u32(3);
    return bytes;
}

CoreBytes& CoreBytes::plugin(std::uint8_t type, const base::Bytes& data) {
    internal_.push_back({type, data});
    return *this;
}

CoreBytes& CoreBytes::external(std::uint8_t type, std::uint32_t flags, const base::Bytes& data, std::uint8_t event) {
    external_.push_back({type, data, flags, event});
    return *this;
}

CoreBytes& CoreBytes::oracle(std::uint8_t base, std::uint32_t flags, const base::Bytes& config) {
    return external(1, flags, BorshBytes{}.key(base).bytes(config).u8(0).data());
}

base::Bytes CoreBytes::data() const {
    if (internal_.empty() && external_.empty()) return base_.data();
    constexpr std::size_t header_size = 9;
    BorshBytes plugins;
    BorshBytes registry;
    const auto place = [&](const Record& record) {
        const std::size_t offset = base_.size() + header_size + plugins.size();
        plugins.u8(record.type).bytes(record.data);
        return offset;
    };
    registry.u8(4).u32(static_cast<std::uint32_t>(internal_.size()));
    for (const Record& record : internal_) registry.u8(record.type).u8(3).key(8).u64(place(record));
    registry.u32(static_cast<std::uint32_t>(external_.size()));
    for (const Record& record : external_) {
        registry.u8(record.type).u8(1);
        registry.u8(1).u32(1).u8(record.event).u32(record.flags);
        registry.u64(place(record)).u8(0).u8(0);
    }
    BorshBytes all = base_;
    all.u8(3).u64(base_.size() + header_size + plugins.size());
    return all.bytes(plugins.data()).bytes(registry.data()).data();
}

}  // namespace burner::solana
