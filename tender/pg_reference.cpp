#include "tender/pg_reference.h"

#include <set>

#include "tender/ocds_page.h"
#include "tender/ocds_release.h"
#include "tender/pg_ocds_store.h"
#include "tender/pg_search_query.h"

namespace terang::tender {
namespace {
constexpr int kReleasesListed = 1000;
}

std::optional<json::Value> reference_tender(pqxx::connection& connection, const std::string& ocid) {
  if (ocid.empty() || ocid.size() > 300 || ocid != clean_text(ocid, 300) || !is_utf8(ocid)) return std::nullopt;
  pqxx::read_transaction work(connection);
  const json::Value compiled = merged_releases(work, ocid);
  if (!compiled.is_object()) return std::nullopt;
  json::Value page = ocds_page(compiled);
  json::Array releases;
  json::Array sources;
  std::set<std::string> seen;
  const auto rows = work.exec_params(
      "select r.release_id, (extract(epoch from r.date) * 1000000)::bigint, s.uri, s.publisher, s.licence, s.policy, s.id"
      " from ocds_release r join ocds_source s on s.id = r.source where r.ocid = $1"
      " order by r.date desc, r.arrival desc limit $2",
      ocid, kReleasesListed);
  for (const auto& one : rows) {
    releases.push_back(
        json::Value::object({{"id", one[0].as<std::string>()}, {"date", format_time(one[1].as<Micros>())}}));
    if (!seen.insert(one[6].as<std::string>()).second) continue;
    sources.push_back(json::Value::object({{"uri", one[2].as<std::string>()},
                                           {"publisher", one[3].as<std::string>()},
                                           {"licence", one[4].as<std::string>()},
                                           {"policy", one[5].as<std::string>()}}));
  }
  page.set("releases", std::move(releases));
  page.set("published_by", std::move(sources));
  return page;
}

}  // namespace terang::tender
