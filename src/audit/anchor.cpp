#include "audit/anchor.hpp"

#include <fmt/format.h>

namespace burner::audit {

std::string_view to_text(AnchorKind kind) {
    switch (kind) {
        case AnchorKind::start: return "start";
        case AnchorKind::head: return "head";
        case AnchorKind::pruned: return "pruned";
    }
    return {};
}

HexHash root_after(const HexHash& before, const Anchor& anchor) {
    return hex_sha256(fmt::format("{}{} {} {} {} {}\n", view(before), to_text(anchor.kind), anchor.chain,
                                  anchor.link.seq, view(anchor.link.hash), anchor.at.time_since_epoch().count()));
}

}  // namespace burner::audit
