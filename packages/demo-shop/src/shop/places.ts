import type { Random } from "../random.ts";

/** A district and streets that are in it. */
interface District {
  readonly name: string;
  readonly streets: readonly string[];
}
interface City {
  readonly province: string;
  readonly city: string;
  /** How many customers live there, against the others. */
  readonly share: number;
  readonly districts: readonly District[];
}

export interface ChinesePlace {
  readonly province: string;
  readonly city: string;
  readonly district: string;
  readonly street: string;
}

/** `district: street, street; district: street` */
function city(province: string, name: string, share: number, districts: string): City {
  return {
    province,
    city: name,
    share,
    districts: districts.split("; ").map((text) => {
      const [district = "", streets = ""] = text.split(": ");
      return { name: district, streets: streets.split(", ") };
    }),
  };
}

export const cities: readonly City[] = [
  city(
    "浙江省",
    "杭州市",
    8,
    "余杭区: 文一西路, 五常大道; 西湖区: 文三路, 天目山路; 滨江区: 江南大道, 江汉路; 上城区: 庆春路, 解放路",
  ),
  city("浙江省", "宁波市", 4, "鄞州区: 天童南路, 首南西路; 海曙区: 中山西路, 药行街"),
  city("浙江省", "温州市", 2, "鹿城区: 人民中路, 车站大道; 瓯海区: 瓯海大道"),
  city(
    "上海市",
    "上海市",
    10,
    "浦东新区: 世纪大道, 张杨路; 徐汇区: 漕溪北路, 肇嘉浜路; 静安区: 南京西路, 江宁路; 闵行区: 都市路, 七莘路",
  ),
  city("江苏省", "南京市", 5, "鼓楼区: 中山北路, 湖南路; 玄武区: 珠江路; 江宁区: 双龙大道, 竹山路"),
  city("江苏省", "苏州市", 5, "姑苏区: 人民路, 干将西路; 吴中区: 东吴北路; 吴江区: 中山北路"),
  city("江苏省", "无锡市", 3, "梁溪区: 中山路, 人民中路; 滨湖区: 太湖大道"),
  city("北京市", "北京市", 9, "朝阳区: 建国路, 望京街; 海淀区: 中关村大街, 学院路; 丰台区: 方庄路; 通州区: 新华西街"),
  city("天津市", "天津市", 3, "和平区: 南京路; 南开区: 鞍山西道, 红旗路"),
  city("广东省", "深圳市", 8, "南山区: 深南大道, 科苑南路; 福田区: 福华路, 红荔路; 宝安区: 前进一路"),
  city("广东省", "广州市", 8, "天河区: 天河路, 黄埔大道西; 越秀区: 中山五路, 环市东路; 番禺区: 大北路"),
  city("广东省", "佛山市", 3, "禅城区: 祖庙路, 汾江中路; 南海区: 南海大道北"),
  city("福建省", "厦门市", 3, "思明区: 湖滨南路, 厦禾路; 湖里区: 枋湖路"),
  city("福建省", "福州市", 2, "鼓楼区: 五四路, 古田路; 台江区: 五一中路"),
  city("山东省", "青岛市", 3, "市南区: 香港中路; 市北区: 辽宁路"),
  city("山东省", "济南市", 3, "历下区: 经十路, 泺源大街"),
  city("湖北省", "武汉市", 5, "武昌区: 中南路; 江汉区: 解放大道; 洪山区: 珞喻路, 雄楚大道"),
  city("湖南省", "长沙市", 4, "岳麓区: 枫林三路, 麓山南路; 雨花区: 韶山中路"),
  city("四川省", "成都市", 6, "武侯区: 科华北路, 人民南路四段; 锦江区: 东大街; 青羊区: 蜀都大道"),
  city("重庆市", "重庆市", 4, "渝中区: 中山三路; 江北区: 建新北路; 渝北区: 金开大道"),
  city("陕西省", "西安市", 4, "雁塔区: 小寨东路, 科技路; 碑林区: 南大街"),
  city("河南省", "郑州市", 4, "金水区: 花园路, 农业路; 中原区: 中原中路"),
  city("安徽省", "合肥市", 3, "蜀山区: 长江西路; 包河区: 徽州大道"),
  city("辽宁省", "沈阳市", 2, "和平区: 太原南街; 沈河区: 青年大街"),
  city("黑龙江省", "哈尔滨市", 2, "南岗区: 西大直街, 中山路"),
  city("云南省", "昆明市", 2, "五华区: 人民中路; 盘龙区: 北京路"),
  city("广西壮族自治区", "南宁市", 2, "青秀区: 民族大道; 西乡塘区: 大学东路"),
  city("新疆维吾尔自治区", "乌鲁木齐市", 1, "天山区: 中山路; 沙依巴克区: 友好北路"),
];

const byShare = cities.map((one): readonly [City, number] => [one, one.share]);

export function chinesePlace(random: Random): ChinesePlace {
  const { province, city: name, districts } = random.weighted(byShare);
  const district = random.pick(districts);
  const house = `${random.pick(district.streets)} ${random.int(1, 1200)} 号`;
  const room = `${random.int(1, 28)}0${random.int(1, 4)}`;
  const street = random.chance(0.75) ? `${house} ${random.int(1, 30)} 幢 ${room}` : `${house} ${room} 室`;
  return { province, city: name, district: district.name, street };
}
